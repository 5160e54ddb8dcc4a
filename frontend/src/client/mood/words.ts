/** Codes of feelings and of what can be around them, in the order they are offered. The words are in the catalogue "mood". */
export const feelings = ["calm", "content", "hopeful", "grateful", "tired", "sad", "worried", "angry", "lonely", "numb", "ashamed", "overwhelmed"];
export const triggers = ["sleep", "work", "family", "partner", "friends", "health", "money", "news", "alone", "movement", "session"];

export default {
  title: "Between sessions",
  lead: "A number takes two taps. Only you see it unless you share it.",
  lead_empty: "Start with how you are, right now.",
  how_now: "How are you, right now?",
  mood: "How you have been",
  mood_link: "Look",
  mood_last: "Last noted: {score}, {time}",
  mood_last_feeling: "Last noted {time}",
  mood_none: "Nothing noted yet.",
  sharing: "What your therapist can see",
  sharing_link: "Change",
  sharing_about: "You decide, kind by kind, from one moment to the next.",
};

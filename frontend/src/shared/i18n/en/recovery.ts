export default {
  email: "E-mail you sign in with",
  phone: "Phone we can call you on",
  phone_hint: "We may call the number in your profile instead, to be sure that it is you.",
  ask: "Ask for a call",
  asking: "Sending",
  need_email: "Type the e-mail you sign in with.",
  need_phone: "We could not read that phone number. Try 555-0147.",
  asked_title: "We have your request",
  asked_text: "If there is an account with this e-mail, a person from the practice calls by {when}, makes sure that it is you, and lets you connect a new phone.",
  asked_sooner: "If you need it sooner, call",
};

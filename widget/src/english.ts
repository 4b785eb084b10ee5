// What the component says in English. What the assistant itself says stays Swedish.

import type { Words } from "./words";

export const english: Words = {
  lang: "en",
  tagline: "Automated assistant, answers in Swedish",
  launcher: "Ask Hänsynsguiden",
  close: "Close",
  menu: "Menu",
  restart: "Start over",
  save: "Save the conversation",
  print: "Print",
  restartQuestion: "Do you want to start over? The conversation will be removed from here.",
  restartInForm:
    "Do you want to start over? The conversation will be removed from here. What you have told can be found again " +
    "with the code you were given.",
  keep: "Keep the conversation",
  log: "Conversation with Hänsynsguiden",
  you: "You: ",
  guide: "Assistant: ",
  notice: "Notice: ",
  label: "Write your question in Swedish",
  hint: "Do not write personal identity numbers or other sensitive details.",
  send: "Send",
  typing: "The assistant is writing …",
  pending: "Waiting to be sent",
  sources: "Sources",
  choices: "Choose how to go on",
  chosen: " (your choice)",
  newTab: " (opens in a new tab)",
  helpful: "Did the answer help?",
  pageHelpful: "Did the information on this page help you?",
  yes: "Yes",
  no: "No",
  again: "Try again now",
  edit: "Change and try again",
  empty: "Write your question first.",
  restarted: "A new conversation has begun.",
  greeting:
    "Hello! I am Hänsynsguiden, an automated assistant. I understand and answer Swedish. Ask me how public " +
    "procurement can lead to jobs and work placements, or ask for examples and guides. You can also tell about an " +
    "example of your own.\n" +
    "My answers are general guidance, not legal advice.\n" +
    "Do not write personal identity numbers or other sensitive details.",
  suggestions: ["Vad är IOP?", "Visa exempel", "Skicka in ett exempel"],
  ended: "Your previous conversation has ended because some time has passed. You can begin a new one here.",
  renewed:
    "The conversation had ended because some time has passed. I have begun a new one and am sending your question " +
    "again.",
  offline: "I cannot get through right now. I will try again, and what you have written will be sent when possible.",
  slow: "The answer is taking longer than it should. I am asking again.",
  failed: "Something went wrong on our side. I will try again in a moment.",
  refused: "It could not be sent.",
  savedHeading: (when) => `Conversation with Hänsynsguiden, an automated assistant. Saved ${when}.`,
  ending: (minutes, at) =>
    `The conversation ends in ${minutes}, at ${at}. Save it if you want to keep it. After that you can begin a new ` +
    "one. If you are telling about an example, you can go on with the code you were given.",
  count: (length, most) => `${length} of ${most} characters`,
  tooLong: (most) => `The text is too long. You can send at most ${most} characters at a time.`,
  retryIn: (time) => ` I will try again in ${time}.`,
  waitFor: (time) => ` Wait ${time} first.`,
};

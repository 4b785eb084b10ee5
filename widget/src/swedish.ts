// What the component says in Swedish.

import type { Words } from "./words";

export const swedish: Words = {
  lang: "sv",
  tagline: "Automatisk assistent",
  launcher: "Fråga Hänsynsguiden",
  close: "Stäng",
  menu: "Meny",
  restart: "Börja om",
  save: "Spara samtalet",
  print: "Skriv ut",
  restartQuestion: "Vill du börja om? Samtalet tas bort härifrån.",
  restartInForm: "Vill du börja om? Samtalet tas bort härifrån. Det du har berättat hittar du igen med koden du fick.",
  keep: "Behåll samtalet",
  log: "Samtal med Hänsynsguiden",
  you: "Du: ",
  guide: "Guiden: ",
  notice: "Meddelande: ",
  label: "Skriv din fråga",
  hint: "Skriv inte personnummer eller andra känsliga uppgifter.",
  send: "Skicka",
  typing: "Guiden skriver …",
  pending: "Väntar på att skickas",
  sources: "Källor",
  choices: "Välj hur du vill gå vidare",
  chosen: " (ditt val)",
  newTab: " (öppnas i ny flik)",
  helpful: "Hjälpte svaret?",
  pageHelpful: "Hjälpte informationen på sidan dig?",
  yes: "Ja",
  no: "Nej",
  again: "Försök igen nu",
  edit: "Ändra och försök igen",
  empty: "Skriv din fråga först.",
  restarted: "Ett nytt samtal har börjat.",
  greeting:
    "Hej! Jag är Hänsynsguiden, en automatisk assistent. Fråga mig om hur man ställer krav på jobb och praktik " +
    "i offentlig upphandling, eller be om exempel och vägledningar. Du kan också berätta om ett eget exempel.\n" +
    "Mina svar är allmän vägledning, inte juridisk rådgivning.\n" +
    "Skriv inte personnummer eller andra känsliga uppgifter.",
  suggestions: ["Vad är IOP?", "Visa exempel", "Skicka in ett exempel"],
  ended: "Ditt förra samtal har avslutats eftersom det gick en tid. Du kan börja ett nytt här.",
  renewed: "Samtalet hade avslutats eftersom det gick en tid. Jag har börjat ett nytt och skickar din fråga igen.",
  offline: "Jag får ingen kontakt just nu. Jag försöker igen, och det du har skrivit skickas när det går.",
  slow: "Svaret dröjer längre än det borde. Jag frågar igen.",
  failed: "Något gick fel hos oss. Jag försöker igen om en stund.",
  refused: "Det gick inte att skicka.",
  savedHeading: (when) => `Samtal med Hänsynsguiden, en automatisk assistent. Sparat ${when}.`,
  ending: (minutes, at) =>
    `Samtalet avslutas om ${minutes}, klockan ${at}. Spara det om du vill ha det kvar. Sedan kan du börja ett nytt. ` +
    "Håller du på att berätta om ett exempel kan du fortsätta med koden du fick.",
  count: (length, most) => `${length} av ${most} tecken`,
  tooLong: (most) => `Texten är för lång. Du kan skicka högst ${most} tecken åt gången.`,
  retryIn: (time) => ` Jag försöker igen om ${time}.`,
  waitFor: (time) => ` Vänta ${time} först.`,
};

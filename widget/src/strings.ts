// Every word the component says by itself, so that an editor finds them in one place.

export const MAX_CHARACTERS = 1000;

const number = (n: number): string => n.toLocaleString("sv-SE");

export const strings = {
  name: "Hänsynsguiden",
  tagline: "Automatisk assistent",
  launcher: "Fråga Hänsynsguiden",
  restart: "Börja om",
  close: "Stäng",
  log: "Samtal med Hänsynsguiden",
  you: "Du: ",
  guide: "Guiden: ",
  notice: "Meddelande: ",
  label: "Skriv din fråga",
  hint: "Skriv inte personnummer eller andra känsliga uppgifter.",
  send: "Skicka",
  typing: "Guiden skriver …",
  sources: "Källor",
  choices: "Välj hur du vill gå vidare",
  chosen: " (ditt val)",
  newTab: " (öppnas i ny flik)",
  retry: "Försök igen",
  edit: "Ändra och försök igen",
  empty: "Skriv din fråga först.",
  restarted: "Ett nytt samtal har börjat.",
  greeting:
    "Hej! Jag är Hänsynsguiden, en automatisk assistent. Fråga mig om hur man ställer krav på jobb och praktik " +
    "i offentlig upphandling, eller be om exempel och vägledningar. Du kan också berätta om ett eget exempel.\n" +
    "Mina svar är allmän vägledning, inte juridisk rådgivning.\n" +
    "Skriv inte personnummer eller andra känsliga uppgifter.",
  suggestions: ["Vad är IOP?", "Visa exempel", "Skicka in ett exempel"],
  expired: "Ditt förra samtal har avslutats eftersom det gick en tid. Du kan börja ett nytt här.",
  renewed: "Samtalet hade avslutats eftersom det gick en tid. Jag har börjat ett nytt och skickar din fråga igen.",
  offline: "Jag får ingen kontakt med servern. Kontrollera din uppkoppling och försök igen.",
  slow: "Svaret dröjer längre än det borde. Försök igen.",
  failed: "Något gick fel hos oss. Försök igen om en stund.",
  count: (length: number) => `${number(length)} av ${number(MAX_CHARACTERS)} tecken`,
  tooLong: `Texten är för lång. Du kan skicka högst ${number(MAX_CHARACTERS)} tecken åt gången.`,
  wait: (seconds: number) => ` Vänta ${seconds === 1 ? "1 sekund" : `${number(seconds)} sekunder`} först.`,
};

// GOV.UK Frontend's components get their scripts, with their words in Swedish. Everything works without.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

initAll({
  characterCount: {
    i18n: {
      charactersUnderLimit: { one: "Du har %{count} tecken kvar", other: "Du har %{count} tecken kvar" },
      charactersAtLimit: "Du har 0 tecken kvar",
      charactersOverLimit: { one: "Du har %{count} tecken för mycket", other: "Du har %{count} tecken för mycket" },
      wordsUnderLimit: { one: "Du har %{count} ord kvar", other: "Du har %{count} ord kvar" },
      wordsAtLimit: "Du har 0 ord kvar",
      wordsOverLimit: { one: "Du har %{count} ord för mycket", other: "Du har %{count} ord för mycket" },
      textareaDescription: { other: "Du kan skriva högst %{count} tecken" },
    },
  },
});

// Microsoft's own renderer says what is wrong with cards: a list of cards on standard input, a list of lists of faults
// on standard output. Its entry for modules doesn't load in Node, so this is the built file.
const { AdaptiveCard, HostConfig, SerializationContext, Version } = require("adaptivecards/dist/adaptivecards.js");

const cards = JSON.parse(require("fs").readFileSync(0, "utf8"));

function faults(json) {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig({ actions: { maxActions: 6 } }); // as Teams has it
  const context = new SerializationContext(new Version(1, 5));
  card.parse(json, context);
  const parsed = [];
  for (let at = 0; at < context.eventCount; at++) parsed.push(context.getEventAt(at).message);
  const checked = card.validateProperties();
  return [...parsed, ...checked.validationEvents.map((event) => event.message)];
}

process.stdout.write(JSON.stringify(cards.map(faults)));

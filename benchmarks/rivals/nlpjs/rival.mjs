// nlp.js as one of the rivals: `train WORK` or `parse WORK`, with the files that process.py describes.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { containerBootstrap } from "@nlpjs/core";
import { LangSv } from "@nlpjs/lang-sv";
import { Nlp } from "@nlpjs/nlp";

const WARM_UP = 20;
const RANKING_LENGTH = 3;
const NO_LABEL = "None"; // a threshold's doing; the rivals are compared without thresholds

const [step, work] = process.argv.slice(2);
const model = join(work, "model", "model.nlp");

const readJson = (name) => JSON.parse(readFileSync(join(work, name), "utf8"));
const writeJson = (name, value) => writeFileSync(join(work, name), JSON.stringify(value));

function swedishNlp() {
  const container = containerBootstrap();
  container.use(LangSv);
  const nlp = new Nlp({ container, autoSave: false, autoLoad: false, nlu: { log: false } });
  nlp.addLanguage("sv");
  return nlp;
}

async function train() {
  mkdirSync(join(work, "model"));
  const started = performance.now();
  const nlp = swedishNlp();
  for (const [text, label] of readJson("lines.json")) nlp.addDocument("sv", text, label);
  await nlp.train();
  writeFileSync(model, nlp.export(true));
  writeJson("trained.json", { seconds: (performance.now() - started) / 1000 });
}

async function parse() {
  const nlp = swedishNlp();
  nlp.import(readFileSync(model, "utf8"));
  const questions = readJson("questions.json");
  for (const text of questions.slice(0, WARM_UP)) await nlp.process("sv", text);
  const rankings = [];
  const ms = [];
  for (const text of questions) {
    const started = performance.now();
    const { classifications } = await nlp.process("sv", text);
    ms.push(performance.now() - started);
    const labels = classifications.map(({ intent }) => intent).filter((label) => label !== NO_LABEL);
    rankings.push(labels.slice(0, RANKING_LENGTH));
  }
  writeJson("parsed.json", { rankings, ms, memory_mb: peakMemory() });
}

function peakMemory() {
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "latin1"))[1]) / 1024;
}

await (step === "train" ? train() : parse());

import { crash } from "../e2e/rooms/crash";

/** `npm run prove:crash [kills]`: the long run of what `npm test` does twenty times. */
const began = performance.now();
const { kills, acknowledged, wrong } = await crash(Number(process.argv[2] ?? 500), console.log);
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
console.log(`${kills.app} kills of the app, ${kills.postgres} of the database in ${minutes} minutes.`);
console.log(`${acknowledged} edits were acknowledged; ${wrong.length} findings.`);
for (const one of wrong.slice(0, 50)) console.log(`  ${one}`);
process.exit(wrong.length ? 1 : 0);

import process from 'node:process';
import { EventFile } from '../../src/store/event-file.ts';

/** Second process of the tests: opens the event file named by its argument, says how that went, and holds it. */
const opened = await EventFile.open(process.argv[2] ?? '', { documents: {} });
process.stdout.write(`${opened.ok ? 'open' : opened.error.code}\n`);
if (opened.ok) setInterval(() => {}, 60_000);

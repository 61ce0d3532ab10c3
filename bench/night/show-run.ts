import { EGRESS_MIN } from './course.ts';
import type { NightRecord } from './kept-run.ts';

/** Prints a record as JSON, or for people. */
export function showRun(record: NightRecord, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(record));
    return;
  }
  const { peak, visits, offBy, egress } = record;
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const minutes = (seconds: number) => `${(seconds / 60).toFixed(1)} min`;
  console.log(
    [
      `night on bodies, ${record.kind}, ${record.from}-${record.until}${record.stopped ? ' (stopped)' : ''}, ` +
        `dt ${record.dtS} s, ${record.threads} threads, ${record.finishedAt}`,
      `  steps            ${record.steps} (${(record.personSteps / 1e9).toFixed(2)} × 10⁹ person-steps)`,
      `  real time ×      ${record.factorOfRealTime.toFixed(2)}: ${minutes(record.wallS)} on the clock, ` +
        `${minutes(record.cpuS)} of CPU, opening ${record.openS.toFixed(1)} s` +
        (record.stolenS === undefined
          ? ''
          : `; ${minutes(record.stolenS)} of the processors went to other machines`),
      ...(record.pieces === undefined
        ? []
        : [`  pieces           ${record.pieces.map(({ wallS }) => minutes(wallS)).join(', ')}`]),
      `  memory           ${record.memoryMb} MB`,
      `  peak             ${peak.people} at ${peak.at}; script ${peak.script} (${percent(offBy.peak)})`,
      `  visits           ${visits.people}; script ${visits.script} (${percent(offBy.visits)})`,
      ...(egress === undefined
        ? []
        : [
            `  egress           ${egress.ring}: ${egress.peopleAtRelease} at the release, ` +
              `60,000 fewer after ${egress.sixtyThousandAfterMin?.toFixed(1) ?? '–'} min, ` +
              `${egress.goneAfter30Min ?? '–'} fewer after ${EGRESS_MIN} min`,
          ]),
      `  hash             ${record.hash}`,
    ].join('\n'),
  );
}

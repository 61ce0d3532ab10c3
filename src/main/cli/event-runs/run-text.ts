import type { Millis } from '../../../domain/base/quantity.ts';
import { type NightScript, nightClock } from '../../../domain/plan/night-script.ts';
import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';

/** A run as lines for a person. */
export function runText(
  figures: RunFigures,
  script: NightScript,
  wallS: number,
  files: readonly string[],
): string {
  const clock = nightClock(script);
  const time = (at: Millis) => clock.iso(at).slice(11, 16);
  const { run, span, area, zones, worstQueue, egress, travel, account } = figures;
  const whole = (value: number) => String(Math.round(value));
  const worst = zones
    .map((zone) => ({
      id: zone.zone,
      minutes: (zone.minutesAboveWorst ?? zone.minutesAboveMean).orange,
    }))
    .filter(({ minutes }) => minutes > 0)
    .sort((a, b) => b.minutes - a.minutes)
    .slice(0, 5);
  const milestone = egress?.milestones.find(({ people }) => people === 60_000);
  const lines = [
    `${run.plan.name.en}, ${run.script.en}: ${run.model}, seed ${run.seed}, ${time(span.from)} to ${time(span.until)}${span.complete ? '' : ' (stopped)'}, ${wallS} s`,
    ...(run.changes.length > 0 ? [`  with ${run.changes.join(' ')}`] : []),
    `peak ${whole(area.peak.people)} people at ${time(area.peak.at)}, ${whole(area.visits.at(-1) ?? 0)} visits, ${whole(account.left)} left, account ${account.error === 0 ? 'exact' : `off by ${account.error.toExponential(1)}`}`,
    worstQueue === undefined
      ? 'nobody queued'
      : `worst queue: checkpoint ${worstQueue.number} at ${time(worstQueue.at)}, ${whole(worstQueue.people)} people, ${worstQueue.minutes} min${worstQueue.waitMin === undefined ? '' : `, ${worstQueue.waitMin.toFixed(1)} min to wait`}`,
    worst.length === 0
      ? 'no zone above level 2'
      : `minutes above level 2: ${worst.map(({ id, minutes }) => `${id} ${minutes}`).join(', ')}`,
    ...(egress === undefined
      ? []
      : [
          `egress from ${time(egress.startsAt)}: ${whole(egress.atStart)} in the ${egress.ring} zones, ${whole(egress.out[29] ?? egress.out.at(-1) ?? 0)} out after ${Math.min(30, egress.out.length)} min${milestone?.outOfSiteS === undefined ? '' : `, 60,000 out of the site after ${(milestone.outOfSiteS / 60).toFixed(1)} min`}`,
        ]),
    ...(travel?.entryToGoal === undefined
      ? []
      : [
          `entry to goal: half within ${whole(travel.entryToGoal.p50S)} s, 90 % within ${whole(travel.entryToGoal.p90S)} s`,
        ]),
    ...files.map((file) => `wrote ${file}`),
  ];
  return `${lines.join('\n')}\n`;
}

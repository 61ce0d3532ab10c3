import type { LonLat } from '../base/quantity.ts';
import type { Surface } from '../crowd/surface.ts';
import { localMetres } from '../geo/local-metres.ts';
import { type NightScript, nightClock } from '../plan/night-script.ts';
import type { CheckpointMode, Place, Site } from '../site/site.ts';
import { valueAt } from './change-curve.ts';
import type { EgressWay } from './plan-checks.ts';
import { middleOf, placeName } from './plan-place.ts';

/** People a minute and metre of clear width: on the level and by stairs (Guide to Safety at Sports Grounds). */
export const LEVEL_PER_M_MIN = 82;
export const STAIRS_PER_M_MIN = 66;
/** Boats of 200 people every ten minutes, as the models take it. */
const FERRY_PER_MIN = 20;

/** A way from one place to another that people can take when they leave. */
export interface Opening extends EgressWay {
  readonly from: Place;
  readonly to: Place;
}

/** Modes that let people out. */
const LETS_OUT: ReadonlySet<CheckpointMode> = new Set([
  'open',
  'metered',
  'oneWayOut',
  'waveRelease',
]);
const LETS_IN: ReadonlySet<CheckpointMode> = new Set([
  'open',
  'metered',
  'oneWayIn',
  'waveRelease',
]);

/** The rate of a surface, people a minute and metre. */
export function ratePerMMin(surface: Surface): number {
  return surface === 'stairs' ? STAIRS_PER_M_MIN : LEVEL_PER_M_MIN;
}

/**
 * Every opening of a site in the direction in which people leave; a passage is there both ways. A checkpoint is as wide
 * as its mode lets people out, a gate that nobody leaves by at the release (by the script) is closed.
 */
export function egressOpenings(site: Site, script: NightScript | undefined): readonly Opening[] {
  const metres = localMetres(site.origin);
  const middles = new Map<string, LonLat>(
    site.zones.flatMap(({ id, polygon }) =>
      polygon === undefined
        ? []
        : [[id, metres.toLonLat(middleOf((polygon[0] ?? []).map(metres.toLocal)))] as const],
    ),
  );
  return [
    ...site.checkpoints.map((checkpoint): Opening => {
      const { id, number, name, position, clearWidthM, mode, inner, outer } = checkpoint;
      const widthM = LETS_OUT.has(mode) ? clearWidthM : 0;
      return opening(
        { kind: 'checkpoint', id, name, number, at: position },
        'walkway',
        widthM,
        inner,
        outer,
      );
    }),
    ...site.passages.flatMap(({ from, to, clearWidthM, surface }): Opening[] => {
      const a = middles.get(from) ?? middles.get(to) ?? site.origin;
      const b = middles.get(to) ?? a;
      const at: LonLat = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      const [here, there] = [placeName(site, from), placeName(site, to)];
      const name = { zh: `${here.zh}—${there.zh}`, en: `${here.en} – ${there.en}` };
      const about = { kind: 'passage' as const, id: `${from}/${to}`, name, at };
      return [
        opening(about, surface, clearWidthM, from, to),
        opening(about, surface, clearWidthM, to, from),
      ];
    }),
    ...site.gates.map((gate): Opening => {
      const { id, name, position, clearWidthM, leadsTo } = gate;
      const surface = gate.kind === 'metroExit' ? 'stairs' : 'walkway';
      const widthM = isLeftBy(id, script) ? clearWidthM : 0;
      const way = opening(
        { kind: 'gate', id, name, at: position },
        surface,
        widthM,
        leadsTo,
        'world',
      );
      if (gate.kind !== 'ferry') return way;
      return { ...way, perMin: Math.min(way.perMin, FERRY_PER_MIN) };
    }),
  ];
}

/** The checkpoints that let people in, as ways from their outer to their inner side. */
export function ingressOpenings(site: Site): readonly Pick<Opening, 'from' | 'to'>[] {
  return site.checkpoints.flatMap(({ mode, outer, inner }) =>
    LETS_IN.has(mode) ? [{ from: outer, to: inner }] : [],
  );
}

function opening(
  about: Pick<EgressWay, 'kind' | 'id' | 'name' | 'number' | 'at'>,
  surface: Surface,
  clearWidthM: number,
  from: Place,
  to: Place,
): Opening {
  return { ...about, surface, clearWidthM, perMin: clearWidthM * ratePerMMin(surface), from, to };
}

function isLeftBy(gate: string, script: NightScript | undefined): boolean {
  if (script === undefined) return true;
  const habits = script.gates.find((each) => each.gate === gate);
  if (habits === undefined) return false;
  const clock = nightClock(script);
  return valueAt(habits.leaving, clock, clock.secondOf(script.release.startsAt)) > 0;
}

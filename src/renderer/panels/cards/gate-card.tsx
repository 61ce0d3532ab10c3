import type { WordKey } from '../../i18n/zh.ts';
import { useSeat, useWords, useWorld } from '../../seat.ts';
import { placeName } from '../../state/judgement.ts';
import { sensorsOf } from '../../state/sensor-facts.ts';
import { Age } from '../../ui/age.tsx';
import { SupportingSensors } from './supporting-sensors.tsx';

/** Words for what is in no zone. */
const BEYOND: Readonly<Partial<Record<string, WordKey>>> = {
  outside: 'card.place.outside',
  world: 'card.place.world',
};

/** A gate of the site: what it is, where it leads, and the flow by the counters that stand at it. */
export function GateCard({ id }: { readonly id: string }) {
  const { facts } = useSeat();
  const { t, format, language } = useWords();
  const gate = facts.gates.get(id);
  const counters = sensorsOf(facts, { kind: 'gate', id });
  const [inPerMin, outPerMin, supportAt] = useWorld(({ world }) => {
    const ways: Record<'in' | 'out', number | undefined> = { in: undefined, out: undefined };
    let newest: number | undefined;
    for (const flow of world.estimate?.counters ?? []) {
      const counter = counters.find((each) => each.id === flow.sensor);
      if (counter?.kind !== 'lineCounter') continue;
      const way = counter.to === gate?.leadsTo ? 'in' : 'out';
      ways[way] = (ways[way] ?? 0) + flow.perMin;
      newest = Math.max(newest ?? flow.supportAt, flow.supportAt);
    }
    return [format.count(ways.in), format.count(ways.out), newest] as const;
  });
  if (!gate) return null;
  const { leadsTo } = gate;
  const place = BEYOND[leadsTo] ? t(BEYOND[leadsTo]) : placeName(facts, leadsTo, language);
  return (
    <>
      <p className="card-head">
        <strong>{gate.name[language]}</strong>{' '}
        <span className="label">{t(`card.gate.${gate.kind}`)}</span>
      </p>
      <p>
        {t('card.leadsTo', { place })} · {t('card.width', { n: gate.clearWidthM })}
      </p>
      <p>
        {t('unit.in')} {inPerMin} {t('unit.out')} {outPerMin} {t('unit.perMin')} ·{' '}
        <Age at={() => supportAt} />
      </p>
      <SupportingSensors kind="gate" id={id} />
    </>
  );
}

import { modeWords } from '../../commands/order-draft.ts';
import { isOrderPending } from '../../map/layers/checkpoints.ts';
import { useSeat, useWords, useWorld } from '../../seat.ts';
import { Age } from '../../ui/age.tsx';
import { ModeMark } from '../../ui/mode-mark.tsx';
import { SupportingSensors } from './supporting-sensors.tsx';

/** A checkpoint: mode, whether its order is confirmed, flow in and out, also per metre of its width. */
export function CheckpointCard({ id }: { readonly id: string }) {
  const { facts } = useSeat();
  const { t, format, language } = useWords();
  const checkpoint = facts.checkpoints.get(id);
  const widthM = checkpoint?.clearWidthM ?? 1;
  const [mode, rate, pendingSince] = useWorld(({ world }) => {
    const state = world.checkpoints[id];
    const pending = isOrderPending(state) ? format.time(state?.changedAt) : undefined;
    return [state?.mode ?? 'open', state?.meteredPerMinLane, pending] as const;
  });
  const [inPerMin, outPerMin, inPerM, outPerM, supportAt] = useWorld(({ world }) => {
    const flow = world.estimate?.checkpoints.find((each) => each.checkpoint === id);
    const perMetre = (perMin: number | undefined) =>
      format.count(perMin === undefined ? undefined : perMin / widthM);
    return [
      format.count(flow?.inPerMin),
      format.count(flow?.outPerMin),
      perMetre(flow?.inPerMin),
      perMetre(flow?.outPerMin),
      flow?.supportAt,
    ] as const;
  });
  if (!checkpoint) return null;
  return (
    <>
      <p className="card-head">
        <ModeMark mode={mode} staffed={checkpoint.staffed} />{' '}
        <strong>
          {checkpoint.number} {checkpoint.name[language]}
        </strong>
      </p>
      <p>
        {modeWords(t, mode, rate)} ·{' '}
        {t(checkpoint.staffed ? 'checkpoints.staffed' : 'checkpoints.unstaffed')} ·{' '}
        {t('card.width', { n: widthM })}
      </p>
      {pendingSince && <p className="warn">{t('card.pending', { time: pendingSince })}</p>}
      <p>
        {t('unit.in')} {inPerMin} {t('unit.out')} {outPerMin} {t('unit.perMin')} ·{' '}
        <Age at={() => supportAt} />
      </p>
      <p className="label">
        {t('unit.in')} {inPerM} {t('unit.out')} {outPerM} {t('unit.perMetreMin')}
      </p>
      <SupportingSensors kind="checkpoint" id={id} />
    </>
  );
}

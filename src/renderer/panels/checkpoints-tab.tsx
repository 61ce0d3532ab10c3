import { must } from '../../domain/base/assert.ts';
import { CommandKey } from '../commands/command-key.tsx';
import { runCommand, select } from '../commands/commands.ts';
import { mayAct } from '../commands/may-act.ts';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';
import { Age } from '../ui/age.tsx';
import { ModeMark } from '../ui/mode-mark.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';

/** English names need a second line. */
const ROW_HEIGHT = { zh: 44, en: 58 } as const;

/** Every checkpoint by number, with mode, flow and the age of its counters. */
export function CheckpointsTab() {
  const seat = useSeat();
  const { t, language } = useWords();
  const { checkpoints } = seat.facts.site;
  const orders = useWorld((state) => mayAct(state, 'checkpoint.order'));
  const replayed = useWorld(({ world }) => isReplay(world));
  const unstaffed = checkpoints.filter(({ staffed }) => !staffed).length;
  const focusIndex = useUi(({ selection }) =>
    selection?.kind === 'checkpoint'
      ? checkpoints.findIndex(({ id }) => id === selection.id)
      : undefined,
  );
  if (checkpoints.length === 0) return <p className="empty">{t('checkpoints.empty')}</p>;
  return (
    <>
      <div className="tab-head">
        <span className="label">
          {t('checkpoints.count', { n: checkpoints.length })}
          {unstaffed > 0 && (
            <strong className="warn"> {t('checkpoints.unstaffedCount', { n: unstaffed })}</strong>
          )}
        </span>
        {orders ? (
          <button type="button" onClick={() => runCommand(seat, 'order')}>
            {t('checkpoints.order')} <CommandKey id="order" />
          </button>
        ) : (
          <span className="label">{t(replayed ? 'order.replayed' : 'order.noRole')}</span>
        )}
      </div>
      <div className="checkpoint-head" aria-hidden>
        <span>{t('checkpoints.number')}</span>
        <span>{t('checkpoints.name')}</span>
        <span className="right">{t('checkpoints.flow')}</span>
        <span className="right">{t('checkpoints.age')}</span>
      </div>
      <VirtualList
        count={checkpoints.length}
        key={language}
        rowHeight={ROW_HEIGHT[language]}
        label={t('tabs.checkpoints')}
        focusIndex={focusIndex}
        row={(index) => <CheckpointRow index={index} />}
      />
    </>
  );
}

function CheckpointRow({ index }: { readonly index: number }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const checkpoint = must(seat.facts.site.checkpoints[index], `checkpoint ${index}`);
  const selected = useUi(
    ({ selection }) => selection?.kind === 'checkpoint' && selection.id === checkpoint.id,
  );
  const [mode, rate] = useWorld(({ world }) => {
    const state = world.checkpoints[checkpoint.id];
    return [state?.mode ?? checkpoint.mode, state?.meteredPerMinLane];
  });
  const [inPerMin, outPerMin] = useWorld(({ world }) => {
    const flow = world.estimate?.checkpoints[index];
    return [format.count(flow?.inPerMin), format.count(flow?.outPerMin)];
  });
  const target = { kind: 'checkpoint', id: checkpoint.id } as const;
  return (
    <button
      type="button"
      className="checkpoint-row"
      aria-pressed={selected}
      onClick={() => select(seat, target)}
      onDoubleClick={() => runCommand(seat, 'order')}
    >
      <span className="number">{checkpoint.number}</span>
      <span className="checkpoint-what">
        <span className="checkpoint-name">{checkpoint.name[language]}</span>
        <span className="checkpoint-mode">
          <ModeMark mode={mode} staffed={checkpoint.staffed} />
          {t(`checkpointMode.${mode}`)}
          {mode === 'metered' && rate !== undefined && (
            <span className="unit"> {t('checkpoints.rate', { n: rate })}</span>
          )}
          {!checkpoint.staffed && <span className="warn"> {t('checkpoints.unstaffed')}</span>}
        </span>
      </span>
      <span className="right">
        {inPerMin} / {outPerMin}
      </span>
      <span className="right">
        <Age at={({ world }) => world.estimate?.checkpoints[index]?.supportAt} />
      </span>
    </button>
  );
}

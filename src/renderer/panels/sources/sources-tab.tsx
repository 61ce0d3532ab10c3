import { must } from '../../../domain/base/assert.ts';
import type { SensorState } from '../../../domain/session/entry.ts';
import { type LiveState, useSeat, useWords, useWorld } from '../../seat.ts';
import { measureOf } from '../../state/sensor-facts.ts';
import { Age } from '../../ui/age.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { QualityAlerts } from '../quality-alerts.tsx';
import { FeedList } from './feed-list.tsx';

/** English names need a second line. */
const ROW_HEIGHT = { zh: 44, en: 58 } as const;

/** What feeds the picture: open data-quality alerts, feeds, then every sensor, those that ever spoke first. */
export function SourcesTab() {
  const { t, language } = useWords();
  const order = useWorld(({ world }) => spokenFirst(world.sensors));
  return (
    <div className="sources">
      <QualityAlerts />
      <FeedList />
      <h3>{t('sources.sensors')}</h3>
      <VirtualList
        count={order.length}
        key={language}
        rowHeight={ROW_HEIGHT[language]}
        label={t('sources.sensors')}
        row={(row) => <SensorRow index={order[row] ?? 0} />}
      />
    </div>
  );
}

function spokenFirst(sensors: readonly SensorState[]): readonly number[] {
  const silent = (index: number) => (sensors[index]?.lastObservedAt === undefined ? 1 : 0);
  return sensors.map((_, index) => index).sort((a, b) => silent(a) - silent(b) || a - b);
}

function SensorRow({ index }: { readonly index: number }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const sensor = must(seat.facts.site.sensors[index], `sensor ${index}`);
  const counts = sensor.kind === 'lineCounter';
  const staleAfter = sensor.staleAfterS * 1_000;
  const health = useWorld((state) => sensorHealth(state, index, staleAfter));
  const [value, sum] = useWorld(({ world }) => {
    const state = world.sensors[index];
    const last = state?.lastValue;
    return [
      sensor.kind === 'pointDensity' ? format.density(last) : format.count(last),
      format.count(state && state.count > 0 ? state.sum : undefined),
    ];
  });
  const measure = useWorld(({ world }) => measureOf(world.sensors[index]?.measure, sensor.kind));
  return (
    <div className={`sensor health-${health}`}>
      <span className="sensor-what">
        <span className="sensor-name">{sensor.name[language]}</span>
        <span className="label">
          {t(`sources.kind.${sensor.kind}`)} ·{' '}
          <span className="health">{t(`sources.health.${health}`)}</span>
        </span>
      </span>
      <span className="right">
        {value} <span className="unit">{t(`sources.measure.${measure}`)}</span>
        {counts && (
          <span className="sensor-sum">
            <span className="label">{t('sources.sum')}</span> {sum}
          </span>
        )}
      </span>
      <span className="right">
        <Age at={({ world }) => world.sensors[index]?.lastObservedAt} staleAfter={staleAfter} />
      </span>
    </div>
  );
}

function sensorHealth({ world, now }: LiveState, index: number, staleAfter: number) {
  const last = world.sensors[index]?.lastObservedAt;
  if (last === undefined) return 'never';
  return now - last > staleAfter ? 'stale' : 'ok';
}

import type {
  BeforeAfter,
  BroadcastReview,
  FlowMoment,
  OrderReview,
  PlaceMoment,
  ReviewReport,
} from '../../domain/review/review-report.ts';
import { modeWords } from '../commands/order-draft.ts';
import { TargetLink } from '../commands/target-link.tsx';
import type { WordKey } from '../i18n/zh.ts';
import { useSeat, useWords } from '../seat.ts';
import { LevelMark } from '../ui/level-mark.tsx';
import { Definitions } from './definitions.tsx';
import { InstantButton } from './instant-button.tsx';

const MOMENTS = ['before5Min', 'atOrder', 'after5Min', 'after10Min'] as const;
const MOMENT_WORDS: Readonly<Record<(typeof MOMENTS)[number], WordKey>> = {
  before5Min: 'review.orders.before5Min',
  atOrder: 'review.orders.at',
  after5Min: 'review.orders.after5Min',
  after10Min: 'review.orders.after10Min',
};

/** Orders and broadcasts with what was known when they were given, and what followed. */
export function OrdersTab({ report }: { readonly report: ReviewReport }) {
  const { t } = useWords();
  const isEmpty = report.orders.length + report.broadcasts.length === 0;
  return (
    <div className="review-body">
      {isEmpty && <p className="empty">{t('review.orders.none')}</p>}
      <ol className="order-rows">
        {report.orders.map((order) => (
          <OrderRow key={order.order} order={order} />
        ))}
      </ol>
      {report.broadcasts.length > 0 && <h3>{t('review.orders.broadcasts')}</h3>}
      <ol className="order-rows">
        {report.broadcasts.map((broadcast) => (
          <BroadcastRow key={broadcast.order} broadcast={broadcast} />
        ))}
      </ol>
      <Definitions of={['asSeen', 'order', 'broadcast']} />
    </div>
  );
}

function OrderRow({ order }: { readonly order: OrderReview }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const { at, checkpoint, name, mode, modeBefore, meteredPerMinLane, by } = order;
  const number = seat.facts.checkpoints.get(checkpoint)?.number ?? '';
  return (
    <li className="order-row">
      <span className="alert-head">
        <InstantButton at={at} />
        <TargetLink kind="checkpoint" id={checkpoint}>
          {number} {name[language]}
        </TargetLink>
        <span>
          {t(`checkpointMode.${modeBefore}`)} → {modeWords(t, mode, meteredPerMinLane)}
        </span>
      </span>
      <span className="label">
        {by} · {effectWords()} · {order.placeName[language]}
      </span>
      <Moments known={order.known} flow={order.flow} />
    </li>
  );

  function effectWords(): string {
    if (order.refused !== undefined) return t('review.orders.refused', { reason: order.refused });
    if (order.effectiveAt === undefined) return t('review.orders.unconfirmed');
    return t('review.orders.effective', { time: format.time(order.effectiveAt) });
  }
}

function BroadcastRow({ broadcast }: { readonly broadcast: BroadcastReview }) {
  const { t, format, language } = useWords();
  const { at, by, drone, callsign, steps, message, place, placeName, distanceM, known } = broadcast;
  const last = steps.at(-1);
  return (
    <li className="order-row">
      <span className="alert-head">
        <InstantButton at={at} />
        <TargetLink kind="drone" id={drone}>
          {callsign ?? drone}
        </TargetLink>
        <span>{said()}</span>
      </span>
      <span className="label">
        {by} ·{' '}
        {last
          ? `${t(`broadcast.step.${last.step}`)} ${format.time(last.at)}`
          : t('broadcast.step.ordered')}
        {place !== undefined && ` · ${placeName?.[language] ?? place}`}
        {distanceM !== undefined && ` (${format.count(distanceM)} ${t('unit.metres')})`}
      </span>
      {known && <Moments known={known} />}
    </li>
  );

  function said(): string {
    if (message.kind === 'speech') return `“${message.text}”`;
    return t(message.kind === 'stop' ? 'broadcast.stop' : 'review.orders.recording');
  }
}

interface MomentsProps {
  readonly known: BeforeAfter;
  readonly flow?: OrderReview['flow'];
}

/** The place before, at and after, side by side. */
function Moments({ known, flow }: MomentsProps) {
  const { t } = useWords();
  return (
    <table className="moments">
      <thead>
        <tr>
          <td />
          {MOMENTS.map((moment) => (
            <th key={moment} scope="col">
              {t(MOMENT_WORDS[moment])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('review.orders.place')}</th>
          {MOMENTS.map((moment) => (
            <td key={moment}>
              <Moment of={known[moment]} />
            </td>
          ))}
        </tr>
        {flow && (
          <tr>
            <th scope="row">{t('review.orders.flow')}</th>
            {MOMENTS.map((moment) => (
              <td key={moment}>
                <Flow of={flow[moment]} />
              </td>
            ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Moment({ of }: { readonly of: PlaceMoment | undefined }) {
  const { t, format } = useWords();
  if (!of) return t('unit.unknown');
  return (
    <>
      <LevelMark level={of.level} /> {format.density(of.densityPerM2)}
      <span className="unit">{t('unit.perM2')}</span>
      <br />
      {format.count(of.people)}
      <span className="unit">{t('unit.people')}</span>
    </>
  );
}

function Flow({ of }: { readonly of: FlowMoment | undefined }) {
  const { t, format } = useWords();
  if (!of) return t('unit.unknown');
  return `${format.count(of.inPerMin)} / ${format.count(of.outPerMin)}`;
}

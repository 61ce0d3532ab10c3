import { useEffect, useId, useRef, useState } from 'react';
import type { Millis } from '../../domain/base/quantity.ts';
import { lastWord } from '../link/link-lost.ts';
import { readWorld, useSeat, useUi, useWords } from '../seat.ts';
import {
  broadcastFailure,
  broadcastSentence,
  type CheckedBroadcast,
  reachWords,
} from './broadcast-draft.ts';
import { BroadcastProgress } from './broadcast-progress.tsx';
import { maySendAgain } from './order-draft.ts';
import { useCallsign } from './use-callsign.ts';

type Sending =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'done'; readonly at: Millis }
  | { readonly kind: 'failed'; readonly error: unknown };

interface BroadcastReviewProps {
  readonly checked: CheckedBroadcast;
  /** Absent where there is no first step to go back to. */
  readonly onBack: (() => void) | undefined;
  readonly onClose: () => void;
}

/** The second step. The words take the focus, not the button: the key that came here cannot go on by itself. */
export function BroadcastReview({ checked, onBack, onClose }: BroadcastReviewProps) {
  const seat = useSeat();
  const { t, format } = useWords();
  const { order, drone, message, reach, sawOrder } = checked;
  const sentence = useRef<HTMLParagraphElement>(null);
  const undo = useId();
  const [sending, setSending] = useState<Sending>({ kind: 'waiting' });
  const callsign = useCallsign(drone);
  const name = useUi((state) => state.operator) ?? t('unit.unknown');
  useEffect(() => sentence.current?.focus(), []);

  const send = () => {
    const before = sending.kind === 'failed' ? sending.error : undefined;
    setSending({ kind: 'sending' });
    const input = {
      order,
      drone,
      message,
      reach: reach === 'loudspeaker' ? ('loudspeaker' as const) : ('recordOnly' as const),
      ...(sawOrder === undefined ? {} : { sawOrder }),
    };
    seat.call('drone.broadcast', input).then(
      ({ recordedAt }) => setSending({ kind: 'done', at: recordedAt }),
      (error: unknown) => setSending({ kind: 'failed', error: lastWord(error, before) }),
    );
  };
  const stands = () => readWorld(seat).world.broadcasts[drone]?.by;
  const busy = sending.kind === 'sending';
  return (
    <div className="review">
      <p className="label">{t('order.review')}</p>
      <p className="sentence" ref={sentence} tabIndex={-1}>
        {broadcastSentence(callsign, message, t)}
        <strong className="reach">{reachWords(reach, message, t)}</strong>
      </p>
      <p className="label">{t('order.by', { name })}</p>
      <p role="status" className="outcome">
        {busy && t('order.sending')}
        {sending.kind === 'done' && t('broadcast.done', { time: format.time(sending.at) })}
      </p>
      {sending.kind === 'done' && <BroadcastProgress drone={drone} />}
      <p role="alert" className="failure">
        {sending.kind === 'failed' && broadcastFailure(sending.error, stands(), t)}
      </p>
      {sending.kind !== 'done' && (
        <p id={undo} className="warn">
          {t('broadcast.undo')}
        </p>
      )}
      <div className="actions">
        {sending.kind === 'done' ? (
          <button type="button" className="primary" onClick={onClose}>
            {t('order.close')}
          </button>
        ) : (
          <>
            <button type="button" onClick={onBack ?? onClose} disabled={busy}>
              {t(onBack ? 'order.back' : 'common.cancel')}
            </button>
            <button
              type="button"
              className="primary"
              aria-describedby={undo}
              disabled={busy || (sending.kind === 'failed' && !maySendAgain(sending.error))}
              onClick={send}
            >
              {t(message.kind === 'stop' ? 'broadcast.confirmStop' : 'broadcast.confirm')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

import { useEffect, useRef, useState } from 'react';
import type { OrderId } from '../../domain/base/ids.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import type { CheckpointState } from '../../domain/forces/checkpoint-order.ts';
import type { Checkpoint } from '../../domain/site/site.ts';
import { lastWord } from '../link/link-lost.ts';
import { readWorld, useSeat, useUi, useWords, useWorld } from '../seat.ts';
import type { WayOfWorking } from '../state/ui-store.ts';
import {
  failureWords,
  maySendAgain,
  type OrderDraft,
  orderSentence,
  reachWords,
} from './order-draft.ts';
import { undoableFrom } from './undo-order.ts';

type Sending =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'done'; readonly version: number; readonly at: Millis }
  | { readonly kind: 'failed'; readonly error: unknown };

interface OrderReviewProps {
  readonly checkpoint: Checkpoint;
  readonly order: OrderId;
  readonly saw: CheckpointState;
  readonly draft: OrderDraft;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** The second step. The words take the focus, not the button: the key that came here cannot go on by itself. */
export function OrderReview({ checkpoint, order, saw, draft, onBack, onClose }: OrderReviewProps) {
  const seat = useSeat();
  const words = useWords();
  const { t, format } = words;
  const sentence = useRef<HTMLParagraphElement>(null);
  const [sending, setSending] = useState<Sending>({ kind: 'waiting' });
  const reach = useWorld(({ world, attachment }) =>
    reachWords(t, world.session?.source, attachment.can),
  );
  const name = useUi((state) => state.operator) ?? t('unit.unknown');
  useEffect(() => sentence.current?.focus(), []);

  const send = () => {
    const before = sending.kind === 'failed' ? sending.error : undefined;
    setSending({ kind: 'sending' });
    const { mode, meteredPerMinLane } = draft;
    const rate = mode === 'metered' ? { meteredPerMinLane } : {};
    seat
      .call('checkpoint.order', {
        ...{ order, checkpoint: checkpoint.id, mode, sawVersion: saw.version },
        ...rate,
      })
      .then(
        ({ version, recordedAt }) => {
          setSending({ kind: 'done', version, at: recordedAt });
          const undoable = { checkpoint: checkpoint.id, before: wayOf(saw), version };
          const given = { ...undoable, to: wayOf({ mode, ...rate }) };
          seat.ui.setState({ undoable: undoableFrom(given, readWorld(seat)) });
        },
        (error: unknown) => setSending({ kind: 'failed', error: lastWord(error, before) }),
      );
  };

  const stands = readWorld(seat).world.checkpoints[checkpoint.id];
  return (
    <div className="review">
      <p className="label">{t('order.review')}</p>
      <p className="sentence" ref={sentence} tabIndex={-1}>
        {orderSentence(checkpoint, saw, draft, words)}
        <strong className="reach">{reach}</strong>
      </p>
      <p className="label">{t('order.by', { name })}</p>
      <p className="label">{t('order.undo')}</p>
      <p role="status" className="outcome">
        {sending.kind === 'sending' && t('order.sending')}
        {sending.kind === 'done' &&
          t('order.done', { time: format.time(sending.at), version: sending.version })}
      </p>
      <p role="alert" className="failure">
        {sending.kind === 'failed' && failureWords(sending.error, stands, words)}
      </p>
      <div className="actions">
        {sending.kind === 'done' ? (
          <button type="button" className="primary" onClick={onClose}>
            {t('order.close')}
          </button>
        ) : (
          <>
            <button type="button" onClick={onBack} disabled={sending.kind === 'sending'}>
              {t('order.back')}
            </button>
            <button
              type="button"
              className="primary"
              disabled={
                sending.kind === 'sending' ||
                (sending.kind === 'failed' && !maySendAgain(sending.error))
              }
              onClick={send}
            >
              {t('order.confirm')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

function wayOf({ mode, meteredPerMinLane }: WayOfWorking): WayOfWorking {
  return { mode, ...(meteredPerMinLane === undefined ? {} : { meteredPerMinLane }) };
}

import { useEffect, useId, useRef, useState } from 'react';
import type { OutputOf } from '../../domain/wire/contract.ts';
import { lastWord } from '../link/link-lost.ts';
import { useSeat, useUi, useWords } from '../seat.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { type WarningDraft, warningFailure } from './warning-draft.ts';

type Issuing =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'done'; readonly issued: OutputOf<'warning.issue'> }
  | { readonly kind: 'failed'; readonly error: unknown };

interface WarningReviewProps {
  readonly draft: WarningDraft;
  /** The same for every attempt: after a lost link the hub answers a repeat and writes nothing twice. */
  readonly request: string;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** The second step: the message itself, and who gives it. The words take the focus, not the button. */
export function WarningReview({ draft, request, onBack, onClose }: WarningReviewProps) {
  const seat = useSeat();
  const { t } = useWords();
  const words = useRef<HTMLParagraphElement>(null);
  const undo = useId();
  const [issuing, setIssuing] = useState<Issuing>({ kind: 'waiting' });
  const preview = useAnswer('warning.preview', draft, '');
  const name = useUi((state) => state.operator) ?? t('unit.unknown');
  useEffect(() => words.current?.focus(), []);
  const issue = () => {
    const before = issuing.kind === 'failed' ? issuing.error : undefined;
    setIssuing({ kind: 'sending' });
    seat.call('warning.issue', { ...draft, request }).then(
      (issued) => setIssuing({ kind: 'done', issued }),
      (error: unknown) => setIssuing({ kind: 'failed', error: lastWord(error, before) }),
    );
  };
  const done = issuing.kind === 'done' ? issuing.issued : undefined;
  const xml = done?.xml ?? preview.answer?.xml ?? '';
  return (
    <div className="review">
      <p ref={words} tabIndex={-1} className="sentence">
        {t(`warning.reachOf.${draft.status}`)}
      </p>
      <p className="label">{t('order.by', { name })}</p>
      <textarea
        className="warning-xml"
        aria-label={t('warning.xml')}
        rows={18}
        readOnly
        value={xml}
      />
      {done && <p role="status">{t('warning.done', { identifier: done.identifier })}</p>}
      <p role="alert" className="failure">
        {issuing.kind === 'failed' && warningFailure(issuing.error, t)}
        {issuing.kind === 'waiting' &&
          preview.failure !== undefined &&
          t('warning.notYet', { reason: preview.failure })}
      </p>
      {!done && (
        <p id={undo} className="warn">
          {t('warning.undo')}
        </p>
      )}
      <div className="actions">
        {done ? (
          <>
            <button type="button" onClick={onClose}>
              {t('common.close')}
            </button>
            <button type="button" className="primary" onClick={() => download(done)}>
              {t('warning.download')}
            </button>
          </>
        ) : (
          <>
            <button type="button" onClick={onBack} disabled={issuing.kind === 'sending'}>
              {t('order.back')}
            </button>
            <button
              type="button"
              className="primary"
              aria-describedby={undo}
              disabled={!preview.answer || issuing.kind === 'sending'}
              onClick={issue}
            >
              {t(issuing.kind === 'sending' ? 'order.sending' : 'warning.issue')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

/** Saves the message as a file, for the system that publishes it. */
function download({ identifier, xml }: OutputOf<'warning.issue'>): void {
  const address = URL.createObjectURL(new Blob([xml], { type: 'application/cap+xml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${identifier}.xml`;
  link.click();
  URL.revokeObjectURL(address);
}

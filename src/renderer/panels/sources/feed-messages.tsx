import { useState } from 'react';
import type { RawMessageView } from '../../../domain/session/feed-controls.ts';
import { hubSentence } from '../../i18n/hub-sentence.ts';
import { useWords } from '../../seat.ts';
import { useAnswer } from '../../ui/use-answer.ts';

interface FeedMessagesProps {
  readonly feed: string;
  /** Takes a message over as the sample for the settings. */
  readonly onSample: (text: string) => void;
}

/** The last messages of a feed as they came, newest first; they stand still until somebody asks again. */
export function FeedMessages({ feed, onSample }: FeedMessagesProps) {
  const { t } = useWords();
  const [asked, setAsked] = useState(0);
  const { answer, failure } = useAnswer('feeds.raw', { feed }, `${asked}`);
  const messages = answer?.messages ?? [];
  return (
    <section className="feed-messages" aria-label={t('feed.messages')}>
      <p className="with-action">
        <span className="label">{t('feed.lastMessages', { n: messages.length })}</span>
        <button type="button" className="quiet" onClick={() => setAsked(asked + 1)}>
          {t('feed.refresh')}
        </button>
      </p>
      {failure && <p className="failure">{failure}</p>}
      {answer && messages.length === 0 && <p className="empty">{t('feed.noMessages')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard too */}
      <ol className="raw-messages" tabIndex={0} aria-label={t('feed.messages')}>
        {messages.map((message) => (
          <Message key={message.n} message={message} onSample={onSample} />
        ))}
      </ol>
    </section>
  );
}

interface MessageProps {
  readonly message: RawMessageView;
  readonly onSample: (text: string) => void;
}

function Message({ message, onSample }: MessageProps) {
  const { t, format, language } = useWords();
  const { receivedAt, from, text, encoding, bytes, accepted, problem } = message;
  return (
    <li className={problem ? 'refused' : ''}>
      <span className="with-action">
        <span className="label">
          {format.time(receivedAt)} {from} · {t('feed.bytes', { n: format.count(bytes) })} ·{' '}
          {t('feed.taken', { n: accepted })}
        </span>
        {encoding === 'utf8' && (
          <button type="button" className="quiet" onClick={() => onSample(text)}>
            {t('feed.useAsSample')}
          </button>
        )}
      </span>
      <pre>{encoding === 'hex' ? `${t('feed.binary')} ${text}` : text}</pre>
      {problem && <span className="warn">{hubSentence(problem, language)}</span>}
    </li>
  );
}

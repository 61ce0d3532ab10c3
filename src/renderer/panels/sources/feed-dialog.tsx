import { useState } from 'react';
import type { FeedId } from '../../../domain/base/ids.ts';
import type { FeedSettingsJson } from '../../../domain/session/feed-controls.ts';
import { wordsOf } from '../../i18n/translate.ts';
import { useSeat, useWords, useWorld } from '../../seat.ts';
import { Modal } from '../../ui/modal.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { FeedMessages } from './feed-messages.tsx';
import { FeedSettingsForm } from './feed-settings-form.tsx';

/** One feed in an operator's hands: its last messages, its settings, pause and go on; or a new feed. */
export function FeedDialog({ feed }: { readonly feed: string | undefined }) {
  const seat = useSeat();
  const { t, language } = useWords();
  const name = useWorld(({ world }) => world.feeds[feed ?? '']?.name?.[language]);
  const [page, setPage] = useState<'messages' | 'settings'>(feed ? 'messages' : 'settings');
  const [sample, setSample] = useState('');
  const [asked, setAsked] = useState(0);
  const known = useAnswer('feeds.settings', {}, `${asked}`);
  const close = () => seat.ui.setState({ dialog: undefined });
  const settings = known.answer?.feeds.find((one) => one.feed === feed);
  return (
    <Modal title={name ?? feed ?? t('sources.newFeed')} onClose={close} className="feed-dialog">
      {feed !== undefined && (
        <div className="pages">
          <div role="tablist" aria-label={feed}>
            {(['messages', 'settings'] as const).map((each) => (
              <button
                key={each}
                type="button"
                role="tab"
                aria-selected={page === each}
                onClick={() => setPage(each)}
              >
                {t(`feed.${each}`)}
              </button>
            ))}
          </div>
          <PauseButton feed={feed} />
        </div>
      )}
      {known.failure && <p className="failure">{known.failure}</p>}
      {feed !== undefined && page === 'messages' && (
        <FeedMessages
          feed={feed}
          onSample={(text) => {
            setSample(text);
            setPage('settings');
          }}
        />
      )}
      {page === 'settings' && known.answer && (
        <FeedSettingsForm
          settings={settings ?? NEW_FEED}
          presets={known.answer.dialects}
          sample={sample}
          isNew={feed === undefined}
          onSaved={() => setAsked(asked + 1)}
        />
      )}
      <div className="actions">
        <button type="button" onClick={close}>
          {t('common.close')}
        </button>
      </div>
    </Modal>
  );
}

/** What a new feed begins with: its adapter and mapping come from a preset or by hand. */
const NEW_FEED: FeedSettingsJson = {
  feed: 'new-feed' as FeedId,
  adapter: 'http-counts',
  name: { zh: wordsOf('zh')('sources.newFeed'), en: wordsOf('en')('sources.newFeed') },
  silentAfterS: 60,
};

function PauseButton({ feed }: { readonly feed: string }) {
  const seat = useSeat();
  const { t } = useWords();
  const [failure, setFailure] = useState('');
  const paused = useWorld(({ world }) => world.feeds[feed]?.health === 'paused');
  const toggle = () => {
    setFailure('');
    seat
      .call('feeds.pause', { feed, paused: !paused })
      .catch((error: Error) => setFailure(error.message));
  };
  return (
    <span className="pause">
      <button type="button" onClick={toggle} title={t('feed.pauseHelp')}>
        {t(paused ? 'feed.goOn' : 'feed.pause')}
      </button>
      <span role="alert" className="failure">
        {failure}
      </span>
    </span>
  );
}

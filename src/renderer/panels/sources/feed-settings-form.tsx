import { type FormEvent, useState } from 'react';
import type { Dialect, FeedPreview } from '../../../domain/session/feed-controls.ts';
import { useSeat, useWords } from '../../seat.ts';
import { FeedPreviewTable } from './feed-preview-table.tsx';

interface FeedSettingsFormProps {
  /** What the feed runs with, or what a new one begins with. */
  readonly settings: object;
  readonly presets: readonly Dialect[];
  readonly sample: string;
  readonly isNew: boolean;
  readonly onSaved: () => void;
}

/** The settings of a feed as JSON, tried on a sample message before they are saved. */
export function FeedSettingsForm(props: FeedSettingsFormProps) {
  const { presets, isNew } = props;
  const seat = useSeat();
  const { t, language } = useWords();
  const [text, setText] = useState(() => JSON.stringify(props.settings, undefined, 2));
  const [sample, setSample] = useState(props.sample);
  const [tried, setTried] = useState<{ text: string; preview: FeedPreview }>();
  const [failure, setFailure] = useState('');
  const [saved, setSaved] = useState(false);
  const fail = (error: unknown) => setFailure(error instanceof Error ? error.message : `${error}`);

  const attempt = async (what: (settings: unknown) => Promise<void>) => {
    setFailure('');
    setSaved(false);
    let settings: unknown;
    try {
      settings = JSON.parse(text);
    } catch (error) {
      const line = /line (\d+)/.exec(`${error}`)?.[1];
      return setFailure(line === undefined ? t('feed.notJson') : t('feed.notJsonAt', { line }));
    }
    await what(settings).catch(fail);
  };
  const tryOut = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async (settings) => {
      setTried(undefined);
      const preview = await seat.call('feeds.preview', { settings, sample, encoding: 'utf8' });
      setTried({ text, preview });
    });
  };
  const save = () =>
    void attempt(async (settings) => {
      await seat.call('feeds.edit', { settings });
      setSaved(true);
      props.onSaved();
    });
  const takePreset = (id: string) => {
    const preset = presets.find((one) => one.id === id);
    if (!preset) return;
    void attempt(async (settings) => {
      const { mapping: _mapping, ...kept } = settings as Record<string, unknown>;
      setText(JSON.stringify({ ...kept, ...preset.settings }, undefined, 2));
      if (sample === '') setSample(preset.sample);
    });
  };
  // What was tried is what is saved: any change asks for another try.
  const isTried = tried?.text === text;
  return (
    <form className="feed-settings" onSubmit={tryOut}>
      {presets.length > 0 && (
        <label className="field">
          <span className="label">{t('feed.preset')}</span>
          <select value="" onChange={(event) => takePreset(event.target.value)}>
            <option value="">{t('feed.choosePreset')}</option>
            {presets.map((preset) => (
              <option key={preset.id} value={preset.id}>
                {preset.name[language]}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span className="label">{t('feed.settingsJson')}</span>
        <textarea
          className="code"
          rows={14}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <label className="field">
        <span className="label">{t('feed.sample')}</span>
        <textarea
          className="code"
          rows={5}
          spellCheck={false}
          value={sample}
          onChange={(event) => setSample(event.target.value)}
        />
      </label>
      {tried && <FeedPreviewTable preview={tried.preview} />}
      <p role="alert" className="failure">
        {failure}
      </p>
      {saved && <p className="hint">{t('feed.saved')}</p>}
      <div className="actions">
        <button type="submit" disabled={sample === ''}>
          {t('feed.try')}
        </button>
        <button type="button" className="primary" disabled={!isTried} onClick={save}>
          {t(isNew ? 'feed.plugIn' : 'feed.save')}
        </button>
      </div>
      {!isTried && <p className="hint">{t('feed.tryFirst')}</p>}
    </form>
  );
}

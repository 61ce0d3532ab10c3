import { type DefinitionId, REVIEW_DEFINITIONS } from '../../domain/review/definitions.ts';
import { useWords } from '../seat.ts';

/** How the figures above are defined: printed with them, never to be looked up. */
export function Definitions({ of }: { readonly of: readonly DefinitionId[] }) {
  const { t, language } = useWords();
  return (
    <details className="definitions" open>
      <summary>{t('review.definitions')}</summary>
      {of.map((id) => (
        <p key={id}>{REVIEW_DEFINITIONS[language][id]}</p>
      ))}
    </details>
  );
}

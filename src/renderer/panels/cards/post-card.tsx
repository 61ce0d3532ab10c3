import { AT_POST_M, isAtPost } from '../../../domain/forces/at-post.ts';
import type { World } from '../../../domain/session/world.ts';
import type { Post } from '../../../domain/site/site.ts';
import { useSeat, useWords, useWorld } from '../../seat.ts';
import { placeName } from '../../state/judgement.ts';
import type { SiteFacts } from '../../state/site-facts.ts';

/** A post of the plan: where it is, and who says to be near it. */
export function PostCard({ id }: { readonly id: string }) {
  const { facts } = useSeat();
  const { t, language } = useWords();
  const post = facts.posts.get(id);
  const near = useWorld(({ world }) => (post ? unitsNear(facts, world, post) : []));
  if (!post) return null;
  return (
    <>
      <p className="card-head">
        <strong>{post.name[language]}</strong>{' '}
        <span className="label">{t(post.raised ? 'card.postRaised' : 'card.post')}</span>
      </p>
      <p>{placeName(facts, post.zone, language)}</p>
      <p className="label">
        {near.length === 0
          ? t('card.nobodyNear', { n: AT_POST_M })
          : t('card.near', { n: AT_POST_M, units: near.join(' · ') })}
      </p>
    </>
  );
}

function unitsNear({ ground }: SiteFacts, world: World, post: Post): readonly string[] {
  return Object.values(world.units)
    .filter(({ lon, lat }) => isAtPost(ground.metres, [lon, lat], post))
    .map(({ callsign }) => callsign);
}

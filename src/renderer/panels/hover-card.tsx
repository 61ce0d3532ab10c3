import { useUi } from '../seat.ts';
import type { Target } from '../state/ui-store.ts';
import { CellCard } from './cards/cell-card.tsx';
import { CheckpointCard } from './cards/checkpoint-card.tsx';
import { DroneCard } from './cards/drone-card.tsx';
import { GateCard } from './cards/gate-card.tsx';
import { MarkCard } from './cards/mark-card.tsx';
import { PlaceCard } from './cards/place-card.tsx';
import { PostCard } from './cards/post-card.tsx';
import { SensorCard } from './cards/sensor-card.tsx';
import { UnitCard } from './cards/unit-card.tsx';

/** What the pointer rests on, in words and figures, with their age. */
export function HoverCard() {
  const target = useUi(({ hover }) => hover?.target);
  const cell = useUi(({ hover }) => hover?.cell);
  if (!target && cell === undefined) return null;
  return (
    <div className="hover-card">
      {target && <TargetCard target={target} />}
      {cell !== undefined && <CellCard cell={cell} />}
    </div>
  );
}

function TargetCard({ target }: { readonly target: Target }) {
  const { kind, id } = target;
  switch (kind) {
    case 'zone':
    case 'hotSpot':
      return <PlaceCard kind={kind} id={id} />;
    case 'checkpoint':
      return <CheckpointCard id={id} />;
    case 'drone':
      return <DroneCard id={id} />;
    case 'unit':
      return <UnitCard id={id} />;
    case 'post':
      return <PostCard id={id} />;
    case 'gate':
      return <GateCard id={id} />;
    case 'sensor':
      return <SensorCard id={id} />;
    case 'mark':
      return <MarkCard id={id} />;
  }
}

import { useState } from 'react';
import type { DroneId, OrderId } from '../../domain/base/ids.ts';
import type { BroadcastMessage } from '../../domain/forces/broadcast.ts';
import { readWorld, type Seat, useSeat, useWords } from '../seat.ts';
import { Modal } from '../ui/modal.tsx';
import { BroadcastChoice } from './broadcast-choice.tsx';
import {
  type BroadcastDraft,
  type CheckedBroadcast,
  EMPTY_DRAFT,
  reachOf,
} from './broadcast-draft.ts';
import { BroadcastReview } from './broadcast-review.tsx';

interface BroadcastDialogProps {
  readonly drone: DroneId;
  /** Begins with the second step of an order to be silent. */
  readonly stop: boolean;
  readonly newId: () => OrderId;
}

/** An order to a drone's loudspeaker in two steps: say what, then confirm what goes out and whom it reaches. */
export function BroadcastDialog({ drone: first, stop, newId }: BroadcastDialogProps) {
  const seat = useSeat();
  const { t } = useWords();
  const [drone, setDrone] = useState(first);
  const [draft, setDraft] = useState<BroadcastDraft>(EMPTY_DRAFT);
  const [checked, setChecked] = useState<CheckedBroadcast | undefined>(() =>
    stop ? check(seat, newId(), first, { kind: 'stop' }) : undefined,
  );
  const close = () => seat.ui.setState({ dialog: undefined });
  return (
    <Modal
      title={t(stop ? 'broadcast.stopTitle' : 'broadcast.title')}
      onClose={close}
      className="broadcast-dialog"
    >
      {checked ? (
        <BroadcastReview
          checked={checked}
          onBack={stop ? undefined : () => setChecked(undefined)}
          onClose={close}
        />
      ) : (
        <BroadcastChoice
          drone={drone}
          draft={draft}
          onDrone={(next) => {
            setDrone(next);
            setDraft({ ...draft, recording: undefined });
          }}
          onDraft={setDraft}
          onNext={(message) => setChecked(check(seat, newId(), drone, message))}
          onClose={close}
        />
      )}
    </Modal>
  );
}

function check(
  seat: Seat,
  order: OrderId,
  drone: DroneId,
  message: BroadcastMessage,
): CheckedBroadcast {
  const { world } = readWorld(seat);
  const sawOrder = world.broadcasts[drone]?.order;
  return { order, drone, message, reach: reachOf(world, drone), sawOrder };
}

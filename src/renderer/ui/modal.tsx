import { type ReactNode, useEffectEvent, useLayoutEffect, useRef } from 'react';

interface ModalProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A modal dialog of the platform: keeps the focus inside, closes on Escape, gives the focus back. */
export function Modal({ title, onClose, children, className = '' }: ModalProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const leave = useEffectEvent(onClose);
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    // The platform tells of `close` one task after the dialog has gone from the screen: a key that is pressed in
    // between would be taken for one of the dialog's, and be lost. So Escape goes through the state, at once.
    const onEscape = (event: Event) => {
      event.preventDefault();
      leave();
    };
    const closed = () => leave();
    dialog.addEventListener('cancel', onEscape);
    dialog.addEventListener('close', closed);
    dialog.showModal();
    return () => {
      dialog.removeEventListener('cancel', onEscape);
      dialog.removeEventListener('close', closed);
      // Still in the page here: closing gives the focus back to where it was.
      dialog.close();
    };
  }, []);
  return (
    <dialog ref={ref} className={`modal ${className}`} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}

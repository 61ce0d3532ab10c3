/** What the end of the program needs. */
export interface LeavingGround {
  readonly isLive: () => boolean;
  readonly ask: () => Promise<boolean>;
  /** From here on windows close without a question. */
  readonly leave: () => void;
  /** Ends the hub in order. */
  readonly stop: () => Promise<void>;
  readonly quit: () => void;
}

/**
 * The way out of the program: a live recording ends only when somebody says so, and every recording is closed in order
 * before the process ends.
 */
export function leaving(ground: LeavingGround): {
  /** For the program's `before-quit`. */
  beforeQuit(event: { preventDefault(): void }): void;
  /** Whether the last window may close; if not, the question is asked. */
  mayCloseLast(): boolean;
} {
  let phase: 'staying' | 'asking' | 'stopping' | 'gone' = 'staying';

  const go = async () => {
    if (phase !== 'staying') return;
    phase = 'asking';
    const agreed = !ground.isLive() || (await ground.ask());
    if (!agreed) {
      phase = 'staying';
      return;
    }
    phase = 'stopping';
    ground.leave();
    await ground.stop();
    phase = 'gone';
    ground.quit();
  };

  return {
    beforeQuit(event) {
      if (phase === 'gone') return;
      event.preventDefault();
      void go();
    },
    mayCloseLast() {
      if (!ground.isLive()) return true;
      void go();
      return false;
    },
  };
}

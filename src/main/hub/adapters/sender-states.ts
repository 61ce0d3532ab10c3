/** Status topics are kept up to this many: whoever publishes under ever new ones must not fill the memory. */
const MAX_SENDERS = 1_000;

/** Who of a feed's senders is there, as their status topics say (an MQTT last will says it for them). */
export class SenderStates {
  readonly #offline: ReadonlySet<string>;
  readonly #online: ReadonlySet<string>;
  readonly #states = new Map<string, boolean>();

  constructor(words: { readonly offline: readonly string[]; readonly online: readonly string[] }) {
    this.#offline = new Set(words.offline.map((word) => word.toLowerCase()));
    this.#online = new Set(words.online.map((word) => word.toLowerCase()));
  }

  /** Takes a status in; false when its payload means neither. */
  take(topic: string, payload: Uint8Array): boolean {
    const text = new TextDecoder().decode(payload.subarray(0, 4_096)).trim().toLowerCase();
    const isOffline = this.#offline.has(text);
    if (!isOffline && !this.#online.has(text)) return false;
    if (this.#states.has(topic) || this.#states.size < MAX_SENDERS) {
      this.#states.set(topic, !isOffline);
    }
    return true;
  }

  /** A reading came: where all were said to be away, that was wrong. True when it changes the picture. */
  heard(): boolean {
    if (!this.allOffline) return false;
    this.#states.clear();
    return true;
  }

  get allOffline(): boolean {
    return this.#states.size > 0 && !this.#all().includes(true);
  }

  /** Status topics of those who are away. */
  get offline(): readonly string[] {
    return [...this.#states].flatMap(([topic, isOnline]) => (isOnline ? [] : [topic]));
  }

  #all(): readonly boolean[] {
    return [...this.#states.values()];
  }
}

/** Channels between a window's preload and the main process. None carries content from the page. */
export const ASK_HUB_PORT = 'hub:ask-port';
export const HUB_PORT = 'hub:port';
export const HUB_GONE = 'hub:gone';
export const LANGUAGE = 'shell:language';
/** A seat was switched to a language by its own key: a channel for each, so that none needs content. */
export const SEAT_LANGUAGES = { zh: 'seat:language-zh', en: 'seat:language-en' } as const;

/** Channels between a window's preload and the main process. None carries content from the page. */
export const ASK_HUB_PORT = 'hub:ask-port';
export const HUB_PORT = 'hub:port';
export const HUB_GONE = 'hub:gone';
export const LANGUAGE = 'shell:language';

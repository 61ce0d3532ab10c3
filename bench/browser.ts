import { type Browser, chromium } from '@playwright/test';
import config from '../config/playwright.ts';

/** The browser of the end-to-end tests: the system's Chromium with OpenGL in software. */
export async function launchBrowser(): Promise<Browser> {
  const options = config.use?.launchOptions;
  if (!options?.executablePath) {
    throw new Error('there is no Chromium: install it, or name it in CHROMIUM_PATH');
  }
  return await chromium.launch(options);
}

/** The size of a seat's window. */
export const VIEWPORT = config.use?.viewport ?? { width: 1440, height: 900 };

import { type FuseV1Config, FuseV1Options, FuseVersion } from '@electron/fuses';

/**
 * Switches in Electron's binary, set when it is packaged and sealed by its signature. Every one is named: a new
 * Electron that brings another one cannot be packaged before somebody has decided about it.
 */
export const FUSES: FuseV1Config & { readonly strictlyRequireAllFuses: true } = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // The binary must not serve as somebody's Node.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Nothing but the archive that was built is run.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // No page comes from file://, and none may have what such pages had.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  // There is one V8 snapshot for all processes; a second one would have to be built.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Bounds of WebAssembly memory are checked by the processor, as in Chromium.
  [FuseV1Options.WasmTrapHandlers]: true,
};

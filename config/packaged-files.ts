/** What of the project is in the archive; everything else stays out. Folders on the way to a file are named too. */
const PACKAGED: readonly RegExp[] = [
  /^$/,
  /^\/package\.json$/,
  /^\/\.vite$/,
  /^\/\.vite\/(build|renderer)(\/(?!.*\.map$).*)?$/,
  /^\/\.vite\/kernels(\/\w+\.wasm)?$/,
  /^\/node_modules$/,
  // sqlite3 as it is loaded: its JavaScript, its binary, and the two packages that find the binary.
  /^\/node_modules\/sqlite3(\/(package\.json|LICENSE|lib(\/.*\.js)?|build|build\/Release|build\/Release\/node_sqlite3\.node))?$/,
  /^\/node_modules\/bindings(\/(package\.json|LICENSE\.md|bindings\.js))?$/,
  /^\/node_modules\/file-uri-to-path(\/(package\.json|LICENSE|index\.js))?$/,
];

/** Whether a file or folder of the project is packaged; `file` begins with a slash, the project itself is ''. */
export function isPackaged(file: string): boolean {
  return PACKAGED.some((pattern) => pattern.test(file));
}

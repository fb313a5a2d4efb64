/** Gives a text to the browser as a file; its parts are not joined in memory. */
export function downloadText(parts: readonly string[], file: { name: string; type: string }): void {
  const address = URL.createObjectURL(new Blob([...parts], { type: `${file.type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(address);
}

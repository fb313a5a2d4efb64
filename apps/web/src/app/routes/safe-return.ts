/** Where to go after sign-in: an address of this site, else the start. Never one that another site wrote for us. */
export function safeReturn(address: string | undefined): string {
  return address !== undefined && /^\/(?![/\\])/.test(address) ? address : '/';
}

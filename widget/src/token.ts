// The session token, kept for this tab only: no cookie, and gone when the tab closes.

/** Falls back to memory where the browser refuses storage. */
export class TokenStore {
  private memory: string | null = null;
  private key: string;

  constructor(server: string) {
    this.key = `hansynsguiden:${server}`;
  }

  get token(): string | null {
    try {
      return sessionStorage.getItem(this.key) ?? this.memory;
    } catch {
      return this.memory;
    }
  }

  set token(value: string | null) {
    this.memory = value;
    try {
      if (value) sessionStorage.setItem(this.key, value);
      else sessionStorage.removeItem(this.key);
    } catch {
      // Storage is blocked; memory lasts until the page is left.
    }
  }
}

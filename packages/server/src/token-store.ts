/** Keeps the claims of tokens that are too large to carry them. */
export type TokenStore = {
  /**
   * @param id what the claims are found by
   * @param claims JSON text
   * @param keepMs how long they must be kept, in ms
   * @throws if they cannot be kept. The request is then refused with 50003
   */
  put(id: string, claims: string, keepMs: number): Promise<void>;
  /**
   * @returns the claims, or undefined where there are none under this id
   * @throws if it cannot be told. The token is then refused with 50003
   */
  get(id: string): Promise<string | undefined>;
  /** Asks whether the store answers, for `/healthz`. @throws if it does not */
  ping?(): Promise<void>;
};

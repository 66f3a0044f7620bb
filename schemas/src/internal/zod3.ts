import type { z as z4 } from 'zod';
import { z as z3 } from 'zod/v3';

// The schemas keep to the part of the API that both versions share; the types are those of version 4.
export const z: typeof z4 = z3 as unknown as typeof z4;

/** The plan from the record, or the copy on this device where the record cannot be reached. */
import { get } from "../../shared/api/client";
import { type KeptPlan, keepPlan, keptPlan, type Plan } from "../../shared/keptPlan";
import { personOf, session } from "../../shared/session/session";

export interface Shown {
  plan: Plan;
  /** device: read from the copy, which cannot be edited. */
  from: "record" | "device";
  /** Whether a copy of this person's plan is on this device. */
  kept: boolean;
}

/** The copy, unless it belongs to somebody else than who is signed in. */
async function copyForMe(): Promise<KeptPlan | null> {
  const found = await keptPlan();
  const held = session.peek();
  return found && (!held || personOf(held) === found.person) ? found : null;
}

/** Put the plan as it is now in place of the copy, where there is one. A device that refuses keeps the earlier one. */
async function renew(plan: Plan): Promise<boolean> {
  const copy = await copyForMe();
  if (copy) await keep(plan).catch(() => undefined);
  return copy !== null;
}

/** Keep a copy on this device for the person who is signed in. */
export async function keep(plan: Plan): Promise<void> {
  await keepPlan({ person: personOf(session.peek()!), plan });
}

/** What to show; null where there is neither a session nor a copy. */
export async function loadPlan(): Promise<Shown | null> {
  if (session.peek()) {
    try {
      const plan = await get("/api/safety/plan");
      return { plan, from: "record", kept: await renew(plan) };
    } catch (error) {
      const copy = await copyForMe();
      if (!copy) throw error;
      return { plan: copy.plan, from: "device", kept: true };
    }
  }
  const copy = await copyForMe();
  return copy && { plan: copy.plan, from: "device", kept: true };
}

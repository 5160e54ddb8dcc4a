import { describe, expect, it } from "vitest";
import { remindersOf } from "../../../src/client/scheduling/reminders";

const wishes = { remind_by_mail: true, remind_by_sms: false, mail_hours: null, sms_hours: null };

describe("what reminds of a session", () => {
  it("comes at the practice's hours unless a person has chosen their own", () => {
    expect(remindersOf(wishes, [1, 24])).toEqual([{ by: "remind_mail", hours: [24, 1] }]);
    expect(remindersOf({ ...wishes, mail_hours: [4, 48] }, [24, 1])).toEqual([{ by: "remind_mail", hours: [48, 4] }]);
  });

  it("is one line for both ways only where both come at the same hours", () => {
    const both = { ...wishes, remind_by_sms: true };
    expect(remindersOf({ ...both, sms_hours: [24, 1] }, [24, 1])).toEqual([{ by: "remind_both", hours: [24, 1] }]);
    expect(remindersOf({ ...both, sms_hours: [2] }, [24, 1])).toEqual([{ by: "remind_mail", hours: [24, 1] }, { by: "remind_sms", hours: [2] }]);
  });

  it("is nothing where everything is off, or no hour is chosen", () => {
    expect(remindersOf({ ...wishes, remind_by_mail: false }, [24])).toEqual([]);
    expect(remindersOf({ ...wishes, mail_hours: [] }, [24])).toEqual([]);
  });
});

-- CreateTable
CREATE TABLE "BusinessCalendar" (
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT,
    "week" JSONB NOT NULL,
    "country" TEXT,
    "region" TEXT,
    "holidays" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BusinessCalendar_pkey" PRIMARY KEY ("slug")
);

-- Everybody has one from the start: Monday to Friday, in the time zone of the installation.
INSERT INTO "BusinessCalendar" ("slug", "name", "week", "holidays")
VALUES ('business', 'Working week', '{
  "monday": [{"from": "09:00", "to": "17:00"}],
  "tuesday": [{"from": "09:00", "to": "17:00"}],
  "wednesday": [{"from": "09:00", "to": "17:00"}],
  "thursday": [{"from": "09:00", "to": "17:00"}],
  "friday": [{"from": "09:00", "to": "17:00"}],
  "saturday": [],
  "sunday": []
}', '[]');

-- AlterTable
ALTER TABLE "Approval" ADD COLUMN "calendar" TEXT,
ADD COLUMN "timeLeft" JSONB;

-- What is left of a clock that stands still is the approval's, not the question's: of two questions each had its own.
UPDATE "Approval" a SET "timeLeft" = jsonb_build_object('dueMs', q."leftMs", 'remindMs', '[]'::jsonb)
FROM "ApprovalQuestion" q
WHERE q."approvalId" = a.id AND q."answeredAt" IS NULL AND q."stopsClock" AND q."leftMs" IS NOT NULL AND a.state = 'OPEN';
ALTER TABLE "ApprovalQuestion" DROP COLUMN "leftMs";

-- A time on a calendar is no number of milliseconds.
UPDATE "Approval" SET "escalation" = ("escalation" - 'afterMs')
  || jsonb_build_object('after', 'PT' || (("escalation"->>'afterMs')::numeric / 1000)::text || 'S')
WHERE "escalation" ? 'afterMs';

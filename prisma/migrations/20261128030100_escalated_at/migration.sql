-- AlterTable
ALTER TABLE "Approval" ADD COLUMN "escalatedAt" TIMESTAMPTZ(3);

-- What was due is known by the audit only: asking others gave it another due date.
UPDATE "Approval" a SET "escalatedAt" = e.at
FROM (
  SELECT "subjectId", min(at) AS at FROM "AuditEntry"
  WHERE "subjectType" = 'approval' AND action = 'approval:escalate' AND NOT refused
  GROUP BY "subjectId") e
WHERE e."subjectId" = a.id AND e.at >= a."createdAt";

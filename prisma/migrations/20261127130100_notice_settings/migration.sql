ALTER TABLE "Person" ADD COLUMN "quietFrom" TEXT, ADD COLUMN "quietUntil" TEXT;

ALTER TABLE "Notice" ADD COLUMN "digestDueAt" TIMESTAMPTZ(3);

CREATE TABLE "NoticeSetting" (
    "personId" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "way" TEXT NOT NULL,

    CONSTRAINT "NoticeSetting_pkey" PRIMARY KEY ("personId","topic")
);

CREATE INDEX "Notice_digestDueAt_idx" ON "Notice"("digestDueAt");

ALTER TABLE "NoticeSetting" ADD CONSTRAINT "NoticeSetting_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

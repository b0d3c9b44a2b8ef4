ALTER TABLE "Person" ADD COLUMN "firstPasswordUntil" TIMESTAMPTZ(3);

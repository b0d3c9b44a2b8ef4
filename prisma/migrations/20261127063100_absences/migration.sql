CREATE TABLE "Absence" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Absence_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Absence_personId_startsOn_idx" ON "Absence"("personId", "startsOn");

ALTER TABLE "Absence" ADD CONSTRAINT "Absence_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

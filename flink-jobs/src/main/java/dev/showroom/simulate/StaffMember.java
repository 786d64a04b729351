package dev.showroom.simulate;

/** Handles the goods all day, and looks them up too: it is their work. */
final class StaffMember implements Archetype {
  @Override
  public String label() {
    return "STAFF";
  }

  @Override
  public int minimumDays() {
    return 3;
  }

  @Override
  public void live(Shopper shopper) {
    shopper.becomeStaff();
    int shifts = shopper.dice().between(2, 8);
    Family family = null;
    long exit = 0;
    for (int i = 0; i < shifts; i++) {
      ShowroomVisit story = ShowroomVisit.researched(shopper, Times.DAY);
      family = story.family();
      story.visit().inspectThoroughly(family);
      story.visit().inspectThoroughly(shopper.freshFamily());
      exit = story.visit().leave();
    }
    shopper.labels().onlyLooksLike(label(), Pattern.RESEARCH_INSPECT_LEAVE, family, exit, false);
  }
}

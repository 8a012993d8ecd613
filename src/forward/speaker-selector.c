/* Who is heard: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/speaker-selector.h"

#define SILENCE -127.0

/* dBov. A voice at a desk lies between −35 and −15; a room that was gated and cleaned below −55. */
#define LOUD -42.0
#define QUIET -48.0

#define ATTACK (100 * G_TIME_SPAN_MILLISECOND)
#define RELEASE (500 * G_TIME_SPAN_MILLISECOND)

/* What makes somebody louder than somebody else: twice the amplitude. */
#define MARGIN 6.0

/* Levels are their senders' word, and who claims more than a voice has would keep everybody else out. */
#define LOUDEST_BELIEVED -15.0

#define PLACE_KEPT (2 * G_TIME_SPAN_SECOND)

/* Nobody talks for so long without a pause of half a second. Who does, or claims to, counts as quieter by MARGIN from then on, so
 * that others get a turn. */
#define TURN (20 * G_TIME_SPAN_SECOND)

#define ACTIVE_KEPT (1 * G_TIME_SPAN_SECOND)

/* A syllable is not louder than a sentence: levels are smoothed over half a second. */
#define SMOOTHING (500 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  char *id;
  double loudness; /* dBov, smoothed since they began */
  gint64 level_at;
  gboolean loud;
  gint64 loud_changed_at;
  gboolean speaking;
  gint64 speaking_since;
  gint64 placed_at;
} Person;

struct _HearthSpeakerSelector
{
  GPtrArray *people;   /* of Person, in the order in which they came */
  GPtrArray *places;   /* of Person, unowned */
  GPtrArray *speaking; /* of Person, unowned */
  Person *active;
  gint64 active_since;

  /* What the getters say: ids of places and speaking, unowned. */
  GPtrArray *place_ids;
  GPtrArray *speaking_ids;
  gboolean changed;
};

static void
person_free (gpointer data)
{
  Person *self = data;

  g_free (self->id);
  g_free (self);
}

HearthSpeakerSelector *
hearth_speaker_selector_new (void)
{
  HearthSpeakerSelector *self = g_new0 (HearthSpeakerSelector, 1);

  self->people = g_ptr_array_new_with_free_func (person_free);
  self->places = g_ptr_array_new ();
  self->speaking = g_ptr_array_new ();
  self->place_ids = g_ptr_array_new ();
  self->speaking_ids = g_ptr_array_new ();

  return self;
}

void
hearth_speaker_selector_free (HearthSpeakerSelector *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->speaking_ids);
  g_ptr_array_unref (self->place_ids);
  g_ptr_array_unref (self->speaking);
  g_ptr_array_unref (self->places);
  g_ptr_array_unref (self->people);
  g_free (self);
}

static Person *
find (HearthSpeakerSelector *self,
      const char            *id)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      Person *person = g_ptr_array_index (self->people, i);

      if (g_str_equal (person->id, id))
        return person;
    }

  return NULL;
}

void
hearth_speaker_selector_add (HearthSpeakerSelector *self,
                             const char            *id)
{
  Person *person;

  g_return_if_fail (self != NULL && id != NULL);

  if (find (self, id) != NULL)
    return;

  person = g_new0 (Person, 1);
  person->id = g_strdup (id);
  person->loudness = SILENCE;
  g_ptr_array_add (self->people, person);
}

void
hearth_speaker_selector_remove (HearthSpeakerSelector *self,
                                const char            *id)
{
  Person *person;

  g_return_if_fail (self != NULL && id != NULL);

  person = find (self, id);
  if (person == NULL)
    return;

  if (g_ptr_array_remove (self->place_ids, person->id) | g_ptr_array_remove (self->speaking_ids, person->id))
    self->changed = TRUE;
  if (self->active == person)
    {
      self->active = NULL;
      self->changed = TRUE;
    }
  g_ptr_array_remove (self->places, person);
  g_ptr_array_remove (self->speaking, person);
  g_ptr_array_remove (self->people, person);
}

void
hearth_speaker_selector_set_level (HearthSpeakerSelector *self,
                                   const char            *id,
                                   double                 level,
                                   gint64                 now)
{
  Person *person;

  g_return_if_fail (self != NULL && id != NULL);

  person = find (self, id);
  if (person == NULL)
    return;

  level = MIN (level, LOUDEST_BELIEVED);
  if (!person->loud && level > LOUD)
    {
      person->loud = TRUE;
      person->loud_changed_at = now;
      if (!person->speaking)
        person->loudness = level;
    }
  else if (person->loud && level < QUIET)
    {
      person->loud = FALSE;
      person->loud_changed_at = now;
    }
  else
    {
      double passed = (double) (now - person->level_at);

      person->loudness += (level - person->loudness) * passed / (passed + SMOOTHING);
    }
  person->level_at = now;
}

/* Of somebody who speaks, as far as it counts. */
static double
get_loudness (const Person *person,
              gint64        now)
{
  return now - person->speaking_since < TURN ? person->loudness : person->loudness - MARGIN;
}

/* Orders people by how much they deserve a place: who speaks by loudness, then who spoke last. Negative: @a deserves it more. */
static int
compare_merit (const Person *a,
               const Person *b,
               gint64        now)
{
  if (a->speaking != b->speaking)
    return a->speaking ? -1 : 1;
  if (a->speaking)
    return get_loudness (a, now) > get_loudness (b, now) ? -1 : get_loudness (a, now) < get_loudness (b, now);

  return a->loud_changed_at > b->loud_changed_at ? -1 : a->loud_changed_at < b->loud_changed_at;
}

static void
follow_speech (HearthSpeakerSelector *self,
               gint64                 now)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      Person *person = g_ptr_array_index (self->people, i);

      if (person->loud != person->speaking && now - person->loud_changed_at >= (person->loud ? ATTACK : RELEASE))
        {
          person->speaking = person->loud;
          person->speaking_since = now;
          if (person->speaking)
            g_ptr_array_add (self->speaking, person);
          else
            g_ptr_array_remove (self->speaking, person);
        }
    }
}

/* Whoever is clearly louder moves ahead. Each swap puts two in the order of their loudness, so this ends. */
static void
sort_speaking (HearthSpeakerSelector *self)
{
  gboolean swapped = TRUE;

  while (swapped)
    {
      swapped = FALSE;
      for (guint i = 1; i < self->speaking->len; i++)
        {
          Person *ahead = g_ptr_array_index (self->speaking, i - 1);
          Person *behind = g_ptr_array_index (self->speaking, i);

          if (behind->loudness < ahead->loudness + MARGIN)
            continue;
          self->speaking->pdata[i - 1] = behind;
          self->speaking->pdata[i] = ahead;
          swapped = TRUE;
        }
    }
}

/* The one without a place who deserves one most. */
static Person *
find_challenger (HearthSpeakerSelector *self,
                 gint64                 now)
{
  Person *best = NULL;

  for (guint i = 0; i < self->people->len; i++)
    {
      Person *person = g_ptr_array_index (self->people, i);

      if (!g_ptr_array_find (self->places, person, NULL) && (best == NULL || compare_merit (person, best, now) < 0))
        best = person;
    }

  return best;
}

/* The place of the one who deserves it least, of those that @challenger may take; −1 for none. A NULL challenger may take any: then,
 * of those who deserve it alike, whoever got theirs last has to go, and a room that is too large for a moment takes it from nobody who
 * was there before. */
static int
find_weakest (HearthSpeakerSelector *self,
              const Person          *challenger,
              gint64                 now)
{
  int weakest = -1;

  for (guint i = 0; i < self->places->len; i++)
    {
      Person *person = g_ptr_array_index (self->places, i);
      double margin = now - person->placed_at < PLACE_KEPT ? MARGIN : 0;
      const Person *other = weakest >= 0 ? g_ptr_array_index (self->places, weakest) : NULL;
      int order;

      if (challenger != NULL && person->speaking && get_loudness (challenger, now) <= get_loudness (person, now) + margin)
        continue;
      order = other != NULL ? compare_merit (person, other, now) : 1;
      if (order > 0 || (order == 0 && challenger == NULL && person->placed_at >= other->placed_at))
        weakest = (int) i;
    }

  return weakest;
}

static void
give_places (HearthSpeakerSelector *self,
             guint                  loudest,
             gint64                 now)
{
  guint n_places = MIN (loudest, self->people->len);
  Person *challenger;
  int weakest;

  while (self->places->len > n_places)
    g_ptr_array_remove_index (self->places, (guint) find_weakest (self, NULL, now));
  while (self->places->len < n_places)
    {
      challenger = find_challenger (self, now);
      challenger->placed_at = now;
      g_ptr_array_add (self->places, challenger);
    }

  /* Nobody who has just got a place loses it to somebody less loud, so this ends. */
  while ((challenger = find_challenger (self, now)) != NULL && challenger->speaking
         && (weakest = find_weakest (self, challenger, now)) >= 0)
    {
      challenger->placed_at = now;
      self->places->pdata[weakest] = challenger;
    }
}

static void
choose_active (HearthSpeakerSelector *self,
               gint64                 now)
{
  Person *best = NULL;

  for (guint i = 0; i < self->places->len; i++)
    {
      Person *person = g_ptr_array_index (self->places, i);

      if (person->speaking && (best == NULL || compare_merit (person, best, now) < 0))
        best = person;
    }
  if (best == NULL || best == self->active)
    return;
  if (self->active != NULL
      && (now - self->active_since < ACTIVE_KEPT || (self->active->speaking && best->loudness < self->active->loudness + MARGIN)))
    return;

  self->active = best;
  self->active_since = now;
  self->changed = TRUE;
}

static void
publish (HearthSpeakerSelector *self,
         GPtrArray             *people,
         GPtrArray             *ids)
{
  gboolean changed = people->len != ids->len;

  for (guint i = 0; i < people->len && !changed; i++)
    changed = ((Person *) g_ptr_array_index (people, i))->id != g_ptr_array_index (ids, i);
  if (!changed)
    return;

  g_ptr_array_set_size (ids, 0);
  for (guint i = 0; i < people->len; i++)
    g_ptr_array_add (ids, ((Person *) g_ptr_array_index (people, i))->id);
  self->changed = TRUE;
}

gboolean
hearth_speaker_selector_update (HearthSpeakerSelector *self,
                                guint                  loudest,
                                gint64                 now)
{
  gboolean changed;

  g_return_val_if_fail (self != NULL, FALSE);

  follow_speech (self, now);
  sort_speaking (self);
  give_places (self, loudest, now);
  choose_active (self, now);
  publish (self, self->places, self->place_ids);
  publish (self, self->speaking, self->speaking_ids);

  changed = self->changed;
  self->changed = FALSE;

  return changed;
}

const char *
hearth_speaker_selector_get_active (HearthSpeakerSelector *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->active != NULL ? self->active->id : NULL;
}

GPtrArray *
hearth_speaker_selector_get_speaking (HearthSpeakerSelector *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->speaking_ids;
}

GPtrArray *
hearth_speaker_selector_get_loudest (HearthSpeakerSelector *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->place_ids;
}

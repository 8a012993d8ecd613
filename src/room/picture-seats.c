/* Whose picture is forwarded: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/picture-seats.h"

typedef struct
{
  char *id;
  gboolean wanted;
  gboolean seated;
} Claim;

struct _HearthPictureSeats
{
  GPtrArray *claims; /* who wants a seat or has one, in the order in which they first did */
  guint n;
};

static void
claim_free (gpointer data)
{
  Claim *claim = data;

  g_free (claim->id);
  g_free (claim);
}

static Claim *
find (HearthPictureSeats *self,
      const char         *id)
{
  for (guint i = 0; i < self->claims->len; i++)
    {
      Claim *claim = g_ptr_array_index (self->claims, i);

      if (g_str_equal (claim->id, id))
        return claim;
    }

  return NULL;
}

/* The first one like that, or NULL. */
static Claim *
find_first (HearthPictureSeats *self,
            gboolean            wanted,
            gboolean            seated)
{
  for (guint i = 0; i < self->claims->len; i++)
    {
      Claim *claim = g_ptr_array_index (self->claims, i);

      if (claim->wanted == wanted && claim->seated == seated)
        return claim;
    }

  return NULL;
}

static guint
count_seated (HearthPictureSeats *self)
{
  guint n = 0;

  for (guint i = 0; i < self->claims->len; i++)
    n += ((const Claim *) g_ptr_array_index (self->claims, i))->seated;

  return n;
}

/* Seats whoever waits, on a free seat or on that of somebody who does not need theirs now. */
static gboolean
seat_waiting (HearthPictureSeats *self)
{
  gboolean changed = FALSE;
  Claim *waiting;

  while ((waiting = find_first (self, TRUE, FALSE)) != NULL)
    {
      Claim *idle = find_first (self, FALSE, TRUE);

      if (count_seated (self) >= self->n && idle == NULL)
        break;
      if (count_seated (self) >= self->n)
        g_ptr_array_remove (self->claims, idle);
      waiting->seated = TRUE;
      changed = TRUE;
    }

  return changed;
}

HearthPictureSeats *
hearth_picture_seats_new (guint n)
{
  HearthPictureSeats *self = g_new0 (HearthPictureSeats, 1);

  self->claims = g_ptr_array_new_with_free_func (claim_free);
  self->n = n;

  return self;
}

void
hearth_picture_seats_free (HearthPictureSeats *self)
{
  g_ptr_array_unref (self->claims);
  g_free (self);
}

gboolean
hearth_picture_seats_set (HearthPictureSeats *self,
                          const char         *id,
                          gboolean            wanted)
{
  Claim *claim = find (self, id);

  if (claim == NULL && !wanted)
    return FALSE;
  if (claim == NULL)
    {
      claim = g_new0 (Claim, 1);
      claim->id = g_strdup (id);
      g_ptr_array_add (self->claims, claim);
    }
  claim->wanted = !!wanted;

  /* Who neither has nor wants a seat queues at the end the next time. */
  if (!claim->wanted && !claim->seated)
    g_ptr_array_remove (self->claims, claim);

  return seat_waiting (self);
}

gboolean
hearth_picture_seats_remove (HearthPictureSeats *self,
                             const char         *id)
{
  Claim *claim = find (self, id);
  gboolean seated;

  if (claim == NULL)
    return FALSE;

  seated = claim->seated;
  g_ptr_array_remove (self->claims, claim);

  return seat_waiting (self) || seated;
}

gboolean
hearth_picture_seats_has (HearthPictureSeats *self,
                          const char         *id)
{
  const Claim *claim = find (self, id);

  return claim != NULL && claim->seated;
}

gboolean
hearth_picture_seats_waits (HearthPictureSeats *self,
                            const char         *id)
{
  const Claim *claim = find (self, id);

  return claim != NULL && claim->wanted && !claim->seated;
}

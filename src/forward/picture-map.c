/* Which picture id each VP8 picture gets: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/picture-map.h"

#include "forward/sequence.h"

enum
{
  UNSEEN, /* its number is kept for it */
  KEPT,
  LEFT_OUT,
};

static HearthPictureSlot *
get_slot (HearthPictureMap *self,
          gint64            picture)
{
  return &self->slots[(guint64) picture % HEARTH_PICTURE_MAP_WINDOW];
}

void
hearth_picture_map_begin (HearthPictureMap *self,
                          guint             temporal)
{
  g_return_if_fail (self != NULL);

  self->begun = FALSE;
  self->temporal = temporal;
}

/* Moves to the wanted layer where this picture allows it. */
static void
follow (HearthPictureMap          *self,
        const HearthVp8Descriptor *packet,
        guint                      temporal)
{
  if (temporal < self->temporal || packet->key_frame)
    self->temporal = temporal;
  else if (packet->sync && packet->temporal <= temporal)
    self->temporal = MAX (self->temporal, packet->temporal);
}

gboolean
hearth_picture_map_take (HearthPictureMap          *self,
                         const HearthVp8Descriptor *packet,
                         guint                      temporal,
                         guint16                   *next,
                         guint16                   *number)
{
  HearthPictureSlot *slot;
  gint64 picture;

  g_return_val_if_fail (self != NULL && packet != NULL && next != NULL && number != NULL, FALSE);

  if (packet->picture_id_bits == 0)
    {
      follow (self, packet, temporal);
      return packet->temporal <= self->temporal;
    }

  if (!self->begun)
    {
      self->begun = TRUE;
      self->first = packet->picture_id;
      self->newest = self->first - 1;
    }

  picture = hearth_sequence_unwrap (self->newest, packet->picture_id, packet->picture_id_bits);
  if (picture < self->first || picture <= self->newest - HEARTH_PICTURE_MAP_WINDOW)
    return FALSE;

  /* A jump that no loss explains: what lies between is not remembered one by one. */
  if (picture > self->newest + HEARTH_PICTURE_MAP_WINDOW)
    {
      *next += (guint16) (picture - self->newest - 1 - HEARTH_PICTURE_MAP_WINDOW);
      self->newest = picture - 1 - HEARTH_PICTURE_MAP_WINDOW;
    }
  while (self->newest < picture)
    *get_slot (self, ++self->newest) = (HearthPictureSlot) { .number = (*next)++, .state = UNSEEN };

  slot = get_slot (self, picture);
  if (slot->state == UNSEEN)
    {
      if (picture == self->newest)
        follow (self, packet, temporal);
      slot->state = packet->temporal <= self->temporal ? KEPT : LEFT_OUT;
      if (slot->state == LEFT_OUT && picture == self->newest)
        (*next)--; /* nobody comes after it yet */
    }
  *number = slot->number;

  return slot->state == KEPT;
}

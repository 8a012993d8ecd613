/* Decides for one receiver which layer of each picture to send: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/layer-allocator.h"

/* What the lower temporal layer takes of a layer's bits, %: half of the pictures, and the larger half. */
#define HALF_RATE_PERCENT 60

/* A tile up to 1/8 larger than its picture does not look blurred: it keeps its layer. */
#define TOLERANCE 8

typedef enum
{
  PINNED,
  SHARE,
  OTHER,
  N_PRIORITIES,
} Priority;

/* Where a picture stands on its way up. */
enum
{
  NOTHING,
  HALF_RATE,
  WHOLE, /* the smallest layer; one more for each larger one */
};

static Priority
get_priority (const HearthLayerRequest *request)
{
  return request->pinned ? PINNED : request->share ? SHARE : OTHER;
}

static gboolean
fills (const HearthLayer        *layer,
       const HearthLayerRequest *request)
{
  return layer->width >= request->tile_width && layer->height >= request->tile_height;
}

/* How far up it is worth going. */
static guint
get_goal (const HearthLayerRequest *request)
{
  guint n_layers = MIN (request->n_layers, HEARTH_LIMIT_VIDEO_LAYERS);
  guint layer = 0;

  if (n_layers == 0 || request->tile_width == 0 || request->tile_height == 0)
    return NOTHING;

  while (layer + 1 < n_layers && !fills (&request->layers[layer], request))
    layer++;
  if (request->current >= 0 && (guint) request->current < layer)
    {
      HearthLayer stretched = request->layers[request->current];

      stretched.width += stretched.width / TOLERANCE;
      stretched.height += stretched.height / TOLERANCE;
      if (fills (&stretched, request))
        layer = (guint) request->current;
    }

  return WHOLE + layer;
}

static guint64
get_cost (const HearthLayerRequest *request,
          guint                     height)
{
  if (height == NOTHING)
    return 0;
  if (height == HALF_RATE)
    return (guint64) request->layers[0].bitrate * HALF_RATE_PERCENT / 100;

  return request->layers[height - WHOLE].bitrate;
}

static HearthLayerChoice
get_choice (guint height)
{
  if (height == NOTHING)
    return (HearthLayerChoice) { .layer = -1, .temporal = 0 };
  if (height == HALF_RATE)
    return (HearthLayerChoice) { .layer = 0, .temporal = 0 };

  return (HearthLayerChoice) { .layer = (int) (height - WHOLE), .temporal = 1 };
}

/* Lets every picture of @priority rise by one, up to @limit. Returns: whether the budget carried all; *risen: whether any did. */
static gboolean
rise (const HearthLayerRequest *requests,
      guint                     n_requests,
      Priority                  priority,
      guint                     limit,
      guint                    *heights,
      guint64                  *budget,
      gboolean                 *risen)
{
  *risen = FALSE;
  for (guint i = 0; i < n_requests; i++)
    {
      guint64 cost;

      if (get_priority (&requests[i]) != priority || heights[i] >= MIN (limit, get_goal (&requests[i])))
        continue;

      /* A sender may say that its larger layer costs less. */
      cost = get_cost (&requests[i], heights[i] + 1);
      cost -= MIN (cost, get_cost (&requests[i], heights[i]));
      if (cost > *budget)
        return FALSE;
      *budget -= cost;
      heights[i]++;
      *risen = TRUE;
    }

  return TRUE;
}

static void
rise_all (const HearthLayerRequest *requests,
          guint                     n_requests,
          guint64                   budget,
          guint                    *heights)
{
  gboolean risen = TRUE;

  for (Priority priority = PINNED; priority < N_PRIORITIES; priority++)
    {
      if (!rise (requests, n_requests, priority, HALF_RATE, heights, &budget, &risen))
        return;
    }
  for (Priority priority = PINNED; priority < N_PRIORITIES; priority++)
    {
      do
        {
          if (!rise (requests, n_requests, priority, G_MAXUINT, heights, &budget, &risen))
            return;
        }
      while (risen);
    }
}

void
hearth_layer_allocator_run (const HearthLayerRequest *requests,
                            guint                     n_requests,
                            guint64                   budget,
                            HearthLayerChoice        *choices)
{
  g_autofree guint *heights = g_new0 (guint, n_requests);

  g_return_if_fail (n_requests == 0 || (requests != NULL && choices != NULL));

  rise_all (requests, n_requests, budget, heights);
  for (guint i = 0; i < n_requests; i++)
    choices[i] = get_choice (heights[i]);
}
